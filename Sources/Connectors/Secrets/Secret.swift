/// A password, token or key. It has no text form: printing, interpolating, reflecting or dumping it shows dots, and it
/// cannot be encoded. Only ``reveal(_:)`` gives the text, at the one place that hands it to the system it is for.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Takes a secret over.
    public init(_ text: String) {
        self.text = text
    }

    /// Dots.
    public var description: String { "•••" }
    /// Dots.
    public var debugDescription: String { "•••" }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// A text with dots where this secret stands in it.
    func hidden(in other: String) -> String { text.isEmpty ? other : other.replacing(text, with: description) }

    /// Hands the text to `use`.
    public func reveal<Result>(_ use: (String) throws -> Result) rethrows -> Result {
        try use(text)
    }
}
