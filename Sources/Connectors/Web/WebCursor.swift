/// What a pull of a web service remembers.
struct WebCursor: Codable, Sendable, Equatable {
    /// The high-water mark that the last complete run reached.
    var mark: String?
    /// Where a run is; nil between runs.
    var run: Run?

    /// Where a run is.
    struct Run: Codable, Sendable, Equatable {
        /// The mark that this run asks from, with the lag not yet taken off.
        var from: String?
        /// The largest cursor value seen so far in this run or before.
        var high: String?
        /// Pages pulled.
        var pages = 0
        /// Records pulled.
        var seen = 0
        /// The largest total that an answer of this run told.
        var most: Int?
        /// The token that the next page is asked with.
        var token: String?
        /// The address of the next page.
        var link: String?
        /// Whether the run was broken off and went on later. Pages that are counted may have moved in between: the mark then
        /// stays where it was, and the next run reads what may have been passed over.
        var isResumed: Bool?
        /// A hash of the last page's records, to notice a source that gives the same page for ever.
        var last: UInt64?
    }

    /// The cursor's text.
    var text: String { CursorText.encode(self) }
}
