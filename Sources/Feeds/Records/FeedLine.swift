public import Model

/// What every line of a feed says of its row, beside the record.
public struct FeedChange: Sendable {
    /// The line's number in the feed.
    public var seq: Int64
    /// The hub's number of the row.
    public var row: Int64
    /// The row's revision, from 1.
    public var rev: Int64
    /// When the change was committed, in milliseconds since 1970.
    public var at: Int64
    /// Why.
    public var cause: FeedCause

    /// A change.
    public init(seq: Int64, row: Int64, rev: Int64, at: Int64, cause: FeedCause) {
        self.seq = seq
        self.row = row
        self.rev = rev
        self.at = at
        self.cause = cause
    }
}

/// Where a row came from.
public struct FeedSource: Sendable {
    /// The system's name, as the inside of a JSON string (``init(system:)`` escapes it).
    let system: [UInt8]
    /// The record's key in that system, as UTF-8 in ``keys``.
    public var key: Range<Int>
    /// The bytes that ``key`` lies in.
    public var keys: [UInt8]
    /// When the hub recorded it, in milliseconds since 1970.
    public var recordedAt: Int64

    /// A system whose rows follow: made once, its key set for each row.
    public init(system: String) {
        var escaped: [UInt8] = []
        let name = Array(system.utf8)
        escaped.append(escaped: name, name.indices)
        self.system = escaped
        key = 0..<0
        keys = []
        recordedAt = 0
    }
}

/// Writes the lines of a feed, as they are stored and sent: one JSON object, without its line feed.
public enum FeedLine {
    /// The operation of a line without a record.
    public enum Tombstone: Int, Sendable {
        /// The row is gone.
        case delete = 1
        /// The row no longer belongs to the feed.
        case leave = 2
    }

    /// The number that stands in the store for an upsert; those of tombstones are their raw values.
    public static let upsert = 0

    /// Appends an `upsert` of a row that the feed does not show yet.
    ///
    /// - Parameter source: where the row came from; it is left out when the feed does not show it.
    /// - Returns: the offset of the record's object from the line's start.
    public static func appendUpsert(
        _ change: FeedChange, of entity: CompiledFeedEntity, source: FeedSource?, values: [MappedValue], at base: Int,
        arena: [UInt8], to out: inout [UInt8]
    ) -> Int {
        let offset = appendHead(change, of: entity, source: source, to: &out)
        entity.appendRecord(values, at: base, arena: arena, to: &out)
        appendEnd(to: &out)
        return offset
    }

    /// Appends an `upsert` of a row that the feed shows, with the record as it is now.
    ///
    /// - Parameters:
    ///   - news: what of it is new.
    ///   - rev: the revision that was shown last.
    /// - Returns: the offset of the record's object from the line's start.
    public static func appendUpsert(
        _ change: FeedChange, of entity: CompiledFeedEntity, news: RecordNews, since rev: Int64, source: FeedSource?,
        record: [UInt8], to out: inout [UInt8]
    ) -> Int {
        let start = out.count
        out.append(literal: #"{"op":"upsert","seq":"#)
        appendEnvelope(change, of: entity, to: &out)
        news.appendChanged(of: entity, to: &out)
        if change.cause == .correction { news.appendCorrection(of: rev, entity, now: record, to: &out) }
        append(source, of: entity, to: &out)
        out.append(literal: #","record":"#)
        let offset = out.count - start
        out.append(contentsOf: record)
        appendEnd(to: &out)
        return offset
    }

    /// Appends an `upsert` of a row that the feed does not show yet up to its record's object, which follows and then the line's end,
    /// ``appendEnd(to:)``.
    ///
    /// - Returns: the offset of the object from the line's start.
    public static func appendHead(
        _ change: FeedChange, of entity: CompiledFeedEntity, source: FeedSource?, to out: inout [UInt8]
    ) -> Int {
        let start = out.count
        out.append(literal: #"{"op":"upsert","seq":"#)
        appendEnvelope(change, of: entity, to: &out)
        append(source, of: entity, to: &out)
        out.append(literal: #","record":"#)
        return out.count - start
    }

    /// Appends what stands behind an upsert's record.
    public static func appendEnd(to out: inout [UInt8]) { out.append(UInt8(ascii: "}")) }

    /// Appends a `delete` or a `leave`.
    public static func appendTombstone(
        _ kind: Tombstone, _ change: FeedChange, of entity: CompiledFeedEntity, to out: inout [UInt8]
    ) {
        switch kind {
        case .delete: out.append(literal: #"{"op":"delete","seq":"#)
        case .leave: out.append(literal: #"{"op":"leave","seq":"#)
        }
        appendEnvelope(change, of: entity, to: &out)
        out.append(UInt8(ascii: "}"))
    }

    /// Appends a `leave` of a row whose entity the feed does not have any more, made of the line that it has.
    ///
    /// - Returns: false when `line` is no line about a row.
    public static func appendLeave(
        _ change: FeedChange, after line: [UInt8], to out: inout [UInt8]
    ) -> Bool {
        guard let place = LineIdentity(line) else { return false }
        out.append(literal: #"{"op":"leave","seq":"#)
        change.seq.appendDecimal(to: &out)
        out.append(contentsOf: line[place.envelope])
        appendFacts(change, to: &out)
        out.append(UInt8(ascii: "}"))
        return true
    }

    /// Appends a `merge`: the row is no thing of its own any more, row `survivor` is what it was found to be.
    public static func appendMerge(
        _ change: FeedChange, into survivor: Int64, of entity: CompiledFeedEntity, to out: inout [UInt8]
    ) {
        out.append(literal: #"{"op":"merge","seq":"#)
        appendEnvelope(change, of: entity, to: &out)
        out.append(literal: #","into":""#)
        HubID(prefix: entity.prefix, number: survivor).append(to: &out)
        out.append(literal: #""}"#)
    }

    private static func appendEnvelope(
        _ change: FeedChange, of entity: CompiledFeedEntity, to out: inout [UInt8]
    ) {
        change.seq.appendDecimal(to: &out)
        out.append(contentsOf: entity.envelope)
        HubID(prefix: entity.prefix, number: change.row).append(to: &out)
        out.append(UInt8(ascii: "\""))
        appendFacts(change, to: &out)
    }

    /// Which revision, when and why.
    private static func appendFacts(_ change: FeedChange, to out: inout [UInt8]) {
        out.append(literal: #","rev":"#)
        change.rev.appendDecimal(to: &out)
        out.append(literal: #","at":"#)
        out.append(instant: change.at)
        out.append(literal: #","cause":""#)
        out.append(literal: change.cause.word)
        out.append(UInt8(ascii: "\""))
    }

    private static func append(_ source: FeedSource?, of entity: CompiledFeedEntity, to out: inout [UInt8]) {
        guard entity.provenance != .none, let source else { return }
        out.append(literal: #","source":{"system":""#)
        out.append(contentsOf: source.system)
        if entity.provenance == .whole {
            out.append(literal: #"","key":""#)
            out.append(escaped: source.keys, source.key)
        }
        out.append(literal: #"","recorded_at":"#)
        out.append(instant: source.recordedAt)
        out.append(UInt8(ascii: "}"))
    }
}
