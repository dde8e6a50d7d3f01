import HTTPServer

/// How many things an answer holds: what the parameter `limit` may say, and what counts without it. Declared once, for what is told
/// of an endpoint and for what it does.
struct PageSize: Sendable {
    /// Without `limit`.
    let usual: Int
    /// What is asked for above it counts as this.
    let most: Int

    /// Lines of changes, and rows of the access log.
    static let lines = PageSize(usual: 500, most: 5_000)
    /// Records of an entity, and records that are included with another.
    static let records = PageSize(usual: 100, most: 1_000)
    /// Records on a page for people.
    static let pageRecords = PageSize(usual: 50, most: 200)
    /// Features of a collection.
    static let features = PageSize(usual: 1_000, most: 10_000)
    /// Revisions of a record.
    static let revisions = PageSize(usual: 100, most: 1_000)
    /// Readings of a monitoring point.
    static let readings = PageSize(usual: 500, most: 5_000)
    /// Objections.
    static let objections = PageSize(usual: 100, most: 1_000)

    /// How many a request asks for. Throws 400 for what is no number from 1 on.
    func asked(by request: borrowing HTTPRequest) throws(Problem) -> Int {
        try QueryParameters.number(request, "limit", from: 1, most: most) ?? usual
    }
}
