/// `pages:`, how the pages of a web service follow each other.
public struct PagingRule: Sendable, Equatable {
    /// How the next page is asked for.
    public enum Style: String, Sendable, CaseIterable {
        /// By its number: `{page}`.
        case number
        /// By how many records come before it: `{offset}`.
        case offset
        /// By the address that the last answer gives: a `Link` header, or a value of the body.
        case link
        /// By a token that the last answer gives: `{token}`.
        case token
    }

    /// What ends a pull by number or offset that knows neither total nor count.
    public enum End: String, Sendable, CaseIterable {
        /// A page with fewer records than asked for.
        case short
        /// A page without records: for sources that give fewer records a page than they are asked for.
        case empty
    }

    /// How the next page is asked for.
    public var style: Style
    /// The number of the first page.
    public var first = 1
    /// How many records a page has.
    public var size = 500
    /// Where the answer tells how many records there are in all.
    public var total: String?
    /// Where the answer tells how many pages there are; only by number.
    public var count: String?
    /// Where the answer gives the next token or address; nil with `link`: the `Link` header.
    public var path: String?
    /// See ``End``.
    public var until = End.short
    /// The largest number of pages of a run: an endless source is stopped there.
    public var max = 10_000

    /// Whether pages are found by counting: a record that the source moves or removes shifts all behind it.
    var isCounted: Bool { style == .number || style == .offset }
}
