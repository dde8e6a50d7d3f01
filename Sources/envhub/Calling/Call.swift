import Diagnostics
import Foundation
import Model
import Terminal

/// A command as it was called.
struct Call: Sendable {
    /// The plain arguments.
    private(set) var arguments: [String] = []
    private var values: [String: String] = [:]

    /// Reads the words after the command's name.
    ///
    /// - Throws: ``UsageError`` for an unknown option, a missing value, or arguments where none are taken.
    init(_ words: [String], for command: any Command.Type) throws(UsageError) {
        let known = command.options + Option.common
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word != "--" else {
                arguments.append(contentsOf: word == "--" ? Array(rest) : [word])
                if word == "--" { break }
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts.first ?? "")
            guard let option = known.first(where: { $0.name == name }) else {
                throw UsageError(Call.unknownOption(name, of: command, known.map(\.name)))
            }
            values[name] = try Call.value(of: option, parts.count > 1 ? String(parts[1]) : nil, &rest)
        }
        try checkCount(command)
    }

    /// The command's plain arguments as its help writes them: `NAME` must be there, `[NAME]` may, `[NAME…]` any number.
    private func checkCount(_ command: any Command.Type) throws(UsageError) {
        let words = command.arguments.split(separator: " ").map(String.init)
        let name = command.name.joined(separator: " ")
        if arguments.isEmpty, let first = words.first, !first.hasPrefix("[") {
            throw UsageError("`\(name)` needs \(first)")
        }
        if arguments.count > words.count, !command.arguments.contains("…") {
            let extra = escapingControls(arguments[words.count])
            throw UsageError(
                words.isEmpty
                    ? "`\(name)` takes no arguments; `\(extra)` is one"
                    : "`\(name)` takes \(command.arguments) alone; `\(extra)` is too much")
        }
    }

    private static func unknownOption(_ name: String, of command: any Command.Type, _ known: [String]) -> String {
        let nearest = Suggestion.nearest(to: name, among: known).map { "; did you mean --\($0)?" } ?? ""
        return "`\(command.name.joined(separator: " "))` has no option --\(escapingControls(name))" + nearest
    }

    private static func value(
        of option: Option, _ inline: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        if option.value.isEmpty {
            guard inline == nil else { throw UsageError("--\(option.name) takes no value") }
            return "true"
        }
        guard let value = inline ?? rest.popFirst() else {
            throw UsageError("--\(option.name) needs a \(option.value)")
        }
        return value
    }

    /// The value of an option.
    subscript(_ name: String) -> String? { values[name] }

    /// The value of an option that must be there.
    func required(_ name: String) throws(UsageError) -> String {
        guard let value = values[name], !value.isEmpty else { throw UsageError("--\(name) is needed") }
        return value
    }

    /// The values of an option, separated by commas.
    func list(_ name: String) -> [String] {
        (values[name] ?? "").split(separator: ",").map(String.init)
    }

    /// Whether a switch is set.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// Whether scripts are to read the output.
    var isJSON: Bool { has("json") }

    /// The hub directory.
    var hubDirectory: String {
        let given = values["hub"] ?? ProcessInfo.processInfo.environment["ENVHUB_DIR"] ?? "."
        let path = given.hasPrefix("/") ? given : FileManager.default.currentDirectoryPath + "/" + given
        // `.` and doubled slashes say nothing; what `..` leads to, only the system knows.
        return "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// Where the hub keeps what it makes: the store, locks, fetched files.
    var stateDirectory: String { hubDirectory + "/state" }

    /// The store's file.
    var storePath: String { stateDirectory + "/envhub.db" }

    /// A whole number.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError("--\(name) wants a number from \(range.lowerBound) to \(range.upperBound), not `\(text)`")
        }
        return number
    }
}
