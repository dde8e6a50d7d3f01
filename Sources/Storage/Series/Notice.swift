import SQLite

/// Something that follows from what devices sent, on its way to the hub's store: a connector pulls the notices after its
/// cursor and commits them as records, so that they reach the feeds once and in order.
public struct Notice: Sendable, Equatable {
    /// What a notice is about.
    public enum Kind: Int64, Sendable {
        /// A factor is over its limit, or is not any more.
        case exceedance = 1
        /// A point is normal, over, offline or suspect.
        case state = 2
        /// Bytes that are no packet, or a packet that could not be taken.
        case refused = 3
    }

    /// The number in the order of what happened.
    public var change: Int64 = 0
    /// What it is about.
    public var kind: Kind
    /// What it is about, within its kind.
    public var key: String
    /// When it was written.
    public var at: Int64
    /// Why bytes were refused; empty for other kinds.
    public var fault: String
    /// The record, as JSON; the bytes that were refused.
    public var body: [UInt8]

    /// A notice that has no number yet.
    public init(_ kind: Kind, key: String, at: Int64, fault: String = "", body: [UInt8]) {
        self.kind = kind
        self.key = key
        self.at = at
        self.fault = fault
        self.body = body
    }
}

extension SeriesStore {
    /// Puts a notice in place of the one of its kind and key. Inside a transaction.
    public func put(_ notice: Notice) throws {
        let statement = derived.putNotice
        noticesPut += 1
        try statement.bind(notice.kind.rawValue, at: 1)
        try statement.bind(notice.key, at: 2)
        try statement.bind(notice.at, at: 3)
        try statement.bind(notice.fault, at: 4)
        try statement.bind(notice.body, at: 5)
        try statement.run()
    }

    /// Drops notices of refused bytes that the hub has long taken. Inside a transaction.
    public func dropRefused(before time: Int64) throws {
        let statement = try database.prepare("DELETE FROM notice WHERE kind = ?1 AND at < ?2")
        try statement.bind(all: [Notice.Kind.refused.rawValue, time])
        try statement.run()
    }
}

extension SeriesReader {
    /// The notices after a number, oldest first.
    public func notices(after change: Int64, limit: Int) throws -> [Notice] {
        let rows = try database.prepare(
            "SELECT change, kind, key, at, fault, body FROM notice WHERE change > ?1 ORDER BY change LIMIT ?2")
        try rows.bind(all: [change, limit])
        var notices: [Notice] = []
        while try rows.step() {
            guard let kind = Notice.Kind(rawValue: rows.integer(1)) else { continue }
            var notice = Notice(
                kind, key: rows.text(2) ?? "", at: rows.integer(3), fault: rows.text(4) ?? "", body: rows.blob(5) ?? [])
            notice.change = rows.integer(0)
            notices.append(notice)
        }
        return notices
    }
}
