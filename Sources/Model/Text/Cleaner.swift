/// One step of cleaning a text, by the name that mapping files use in `clean: [trim, halfwidth]`.
///
/// A step works in place on the bytes of a buffer from `start` to its end and never makes them more, so a chain of
/// steps needs one buffer and allocates nothing once that has grown. Bytes that are not valid UTF-8 pass unchanged.
public struct Cleaner: Sendable {
    /// The name in mapping files.
    public let name: String
    /// What it does, for the manual.
    public let purpose: String
    /// A text, and what becomes of it.
    public let example: (before: String, after: String)
    /// Cleans the bytes from `start` to the end of the buffer.
    public let apply: @Sendable (_ buffer: inout [UInt8], _ start: Int) -> Void

    init(
        _ name: String, _ purpose: String, example: (before: String, after: String),
        apply: @escaping @Sendable (_ buffer: inout [UInt8], _ start: Int) -> Void
    ) {
        self.name = name
        self.purpose = purpose
        self.example = example
        self.apply = apply
    }

    /// All steps; a new one is a file in `Cleaners` and a line here.
    public static let all: [Cleaner] = [
        .collapseSpaces,
        .digitsOnly,
        .halfwidth,
        .lower,
        .removeCommas,
        .stripTags,
        .trim,
        .upper,
    ]

    /// The step of a name.
    public static func named(_ name: String) -> Cleaner? { all.first { $0.name == name } }

    /// Cleans a text by itself.
    public func callAsFunction(_ text: String) -> String {
        var buffer = Array(text.utf8)
        apply(&buffer, 0)
        return String(decoding: buffer, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Drops everything from `end` on.
    mutating func cut(at end: Int) { removeLast(count - end) }
}
