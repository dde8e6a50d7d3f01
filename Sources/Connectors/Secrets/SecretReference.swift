/// Where a secret is kept. Files of the hub directory hold references only, never the secret.
public enum SecretReference: Sendable, Equatable, CustomStringConvertible {
    /// `file:/run/secrets/permit`: the file's text without its last line break; relative to the hub directory.
    case file(String)
    /// `env:PERMIT_TOKEN`: an environment variable.
    case environment(String)
    /// `command:pass show permit`: the first line that a shell command prints.
    case command(String)

    /// The reference that `text` is, or nil when it is a literal.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[text.index(after: colon)...]).trimmingBlanks
        guard !rest.isEmpty else { return nil }
        switch text[..<colon] {
        case "file": self = .file(rest)
        case "env": self = .environment(rest)
        case "command": self = .command(rest)
        default: return nil
        }
    }

    /// The reference as files write it.
    public var description: String {
        switch self {
        case .file(let path): "file:\(path)"
        case .environment(let name): "env:\(name)"
        case .command(let line): "command:\(line)"
        }
    }
}

extension String {
    /// The text without blanks and line breaks at its ends.
    var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
        var text = self[...]
        while let first = text.first, isBlank(first) { text.removeFirst() }
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}
