import Terminal

/// The texts of `--help`.
enum Help {
    static func overview() -> String {
        var text = """
            envhub — the data hub of an environment bureau

            usage: envhub COMMAND [OPTIONS]


            """
        let width = Commands.all.map { $0.name.joined(separator: " ").count }.max() ?? 0
        for command in Commands.all {
            text += "  " + command.name.joined(separator: " ").padded(to: width + 2) + command.summary + "\n"
        }
        return text + "\nenvhub COMMAND --help says more, with examples.\n"
    }

    static func of(_ command: any Command.Type) -> String {
        let name = "envhub " + command.name.joined(separator: " ")
        var text = "\(command.summary)\n\nusage: \(name)"
        if !command.arguments.isEmpty { text += " " + command.arguments }
        text += " [OPTIONS]\n\n"
        let options = command.options + Option.common
        let shown = options.map { "--\($0.name)" + ($0.value.isEmpty ? "" : " \($0.value)") }
        let width = shown.map(\.count).max() ?? 0
        for (option, left) in zip(options, shown) { text += "  " + left.padded(to: width + 2) + option.does + "\n" }
        text += "\nexamples:\n"
        for example in command.examples { text += "  \(example.command)\n      \(example.does)\n" }
        return text
    }
}
