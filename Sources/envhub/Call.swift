import Foundation
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
                throw UsageError("`\(command.name.joined(separator: " "))` has no option --\(name)")
            }
            values[name] = try Call.value(of: option, parts.count > 1 ? String(parts[1]) : nil, &rest)
        }
        if !arguments.isEmpty, command.arguments.isEmpty {
            throw UsageError("`\(command.name.joined(separator: " "))` takes no arguments; `\(arguments[0])` is one")
        }
    }

    private static func value(
        of option: Option, _ inline: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        if option.value.isEmpty {
            guard inline == nil else { throw UsageError("--\(option.name) takes no value") }
            return "true"
        }
        guard let value = inline ?? rest.popFirst() else { throw UsageError("--\(option.name) needs a \(option.value)") }
        return value
    }

    /// The value of an option.
    subscript(_ name: String) -> String? { values[name] }

    /// Whether a switch is set.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// Whether scripts are to read the output.
    var isJSON: Bool { has("json") }

    /// The hub directory.
    var hubDirectory: String {
        let given = values["hub"] ?? ProcessInfo.processInfo.environment["ENVHUB_DIR"] ?? "."
        return given.hasPrefix("/") ? given : FileManager.default.currentDirectoryPath + "/" + given
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
