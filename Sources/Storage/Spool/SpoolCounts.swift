import SQLite

/// How a spool stands.
public struct SpoolCounts: Sendable, Equatable {
    /// How many packets wait.
    public var waiting: Int64 = 0
    /// How many bytes they take, with what the file needs beside them.
    public var bytes: Int64 = 0
    /// How many packets the upstream platform has confirmed, since the file was begun.
    public var sent: Int64 = 0
    /// How many were set aside because the platform does not take them, since the file was begun.
    public var refused: Int64 = 0
    /// How many did not come in because the spool was full, since the file was begun.
    public var missed: Int64 = 0
    /// The stretch of time, if it lasts, in which the spool is full.
    public var gap: SpoolGap?
    /// The last moment that was made to stand for a QN.
    var newestQN: Int64 = 0

    /// Nothing waits, and nothing ever did.
    public init() {}

    init(_ row: Statement) {
        waiting = row.integer(0)
        bytes = row.integer(1)
        sent = row.integer(2)
        refused = row.integer(3)
        missed = row.integer(4)
        gap = row.isNull(5) ? nil : SpoolGap(since: row.integer(5), missed: row.integer(6))
        newestQN = row.integer(7)
    }

    static let selection =
        "SELECT waiting, bytes, sent, refused, missed, gap_since, gap_missed, newest_qn FROM spool_total WHERE id = 1"
}

/// A stretch of time in which packets were stored but did not come into the spool, because it was full.
public struct SpoolGap: Sendable, Equatable {
    /// When the first packet came that was not taken.
    public var since: Int64
    /// How many were not taken so far.
    public var missed: Int64
}

/// What became of a packet that waited.
public enum SpoolOutcome: Sendable, Equatable {
    /// The upstream platform has confirmed it.
    case taken(id: Int64)
    /// The platform does not take it, for this reason.
    case setAside(id: Int64, why: String)
}

/// A packet that waits.
public struct SpooledPacket: Sendable, Equatable {
    /// Its number: later ones have higher numbers.
    public var id: Int64
    /// When it came, in milliseconds.
    public var at: Int64
    /// The moment that stands for its QN; nil where the frame has one.
    public var qn: Int64?
    /// The frame as the device sent it.
    public var frame: [UInt8]

    /// A packet.
    public init(id: Int64, at: Int64, qn: Int64?, frame: [UInt8]) {
        self.id = id
        self.at = at
        self.qn = qn
        self.frame = frame
    }

    init(_ row: Statement) {
        id = row.integer(0)
        at = row.integer(1)
        qn = row.isNull(2) ? nil : row.integer(2)
        frame = row.blob(3) ?? []
    }
}
