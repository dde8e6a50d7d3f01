/// A parameter in the query of a request.
struct EndpointParameter: Sendable {
    /// What it may hold.
    enum Kind: Sendable {
        /// A whole number; what is above the range counts as its end.
        case number(ClosedRange<Int64>, usual: Int64?)
        /// One of these words.
        case word([String])
        /// A text, with an example.
        case text(example: String)
        /// An instant (RFC 3339) with its zone.
        case instant
        /// Words with commas between.
        case list(example: String)
        /// Numbers with commas between: the least and the most of how many.
        case numbers(ClosedRange<Int>)
    }

    let name: StaticString
    let kind: Kind
    let note: String
    let isRequired: Bool

    init(_ name: StaticString, _ kind: Kind, _ note: String, isRequired: Bool = false) {
        self.name = name
        self.kind = kind
        self.note = note
        self.isRequired = isRequired
    }
}

extension EndpointParameter {
    /// How many things an answer holds at most.
    static func limit(_ size: PageSize, _ what: String) -> EndpointParameter {
        EndpointParameter(
            "limit", .number(1...Int64(size.most), usual: Int64(size.usual)), "the most \(what) of an answer")
    }

    /// The format of the answer, when `Accept` does not say it.
    static func format(_ words: [String]) -> EndpointParameter {
        EndpointParameter("f", .word(words), "the format; it goes before the header Accept")
    }

    /// A table for programs.
    static let csv = EndpointParameter(
        "csv", .word(["raw"]), "of a table: without byte order mark, and texts as they are")

    /// A box of degrees.
    static let box = EndpointParameter(
        "bbox", .numbers(4...6), "only what lies in the box west,south,east,north (WGS 84, degrees)")

    /// A time or a stretch of it.
    static let time = EndpointParameter(
        "datetime", .text(example: "2026-11-01/2026-11-30"),
        "only what is of this day or instant, or between two of them; `..` leaves an end open")
}
