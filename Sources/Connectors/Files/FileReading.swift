import Model

/// Reads one file page by page. Used on one thread at a time.
protocol FileReading: AnyObject {
    /// The next page, and whether it is the file's last.
    func next() throws(ConnectorError) -> (page: RecordPage, isLast: Bool)
    /// How far it has come.
    var place: FilePlace { get }
    /// See ``PulledPage/prologue``.
    var prologue: [UInt8] { get }
}

/// How much a page of a file holds: whichever is reached first.
struct FilePageSize: Sendable, Equatable {
    var records = 5_000
    var bytes = 8 << 20
}
