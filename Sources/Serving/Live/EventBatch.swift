import Feeds
import Storage

/// The events of some lines that follow a cursor (WHATWG HTML, section 9.2: server-sent events).
///
///     id: djEu…                        the cursor behind the line
///     event: upsert
///     data: {"op":"upsert",…}
///
/// The same facts give the same bytes: streams that stand at one place share them.
struct EventBatch {
    /// What decides the bytes.
    struct Facts: Equatable {
        let head: FeedHead
        let cursor: FeedCursor
        /// The number of the entity that the lines are narrowed to.
        let entity: Int64?
        let limit: Int
    }

    /// A batch ends after the line that fills so many bytes: what is kept for one slow reader stays small.
    private static let bytesOfLines = 64 << 10

    let facts: Facts
    /// The cursor behind the batch.
    let next: FeedCursor
    let count: Int
    let hasMore: Bool
    let bytes: [UInt8]

    /// Reads the lines behind the cursor. Inside a snapshot of the reader.
    init(_ facts: Facts, _ reader: FeedReader, _ seal: CursorSeal) throws {
        self.facts = facts
        let (head, cursor) = (facts.head, facts.cursor)
        var bytes: [UInt8] = []
        let limits = FeedPageLimits(lines: facts.limit, bytes: Self.bytesOfLines)
        let page = try reader.changes(
            of: head, after: cursor.position, entity: facts.entity, limits: limits
        ) { (seq: Int64, line: RawSpan) in
            let place = cursor.advanced(to: seq, head: head.head)
            Self.append(line.bytes, behind: place, seal, to: &bytes)
        }
        next = cursor.advanced(to: page.position, head: page.head)
        count = page.count
        hasMore = page.hasMore
        self.bytes = bytes
    }

    private static func append(
        _ line: [UInt8], behind cursor: FeedCursor, _ seal: CursorSeal, to bytes: inout [UInt8]
    ) {
        bytes += "id: ".utf8
        seal.append(cursor, to: &bytes)
        bytes += "\nevent: ".utf8
        // Every line begins with its operation: {"op":"upsert",
        bytes += line.dropFirst(7).prefix { $0 != UInt8(ascii: "\"") }
        bytes += "\ndata: ".utf8
        bytes += line
        bytes += "\n\n".utf8
    }

    /// Appends the event that ends a batch: from its cursor on, everything before has been told.
    static func appendEnd(
        _ cursor: FeedCursor, count: Int, hasMore: Bool, schema: SchemaVersion, isNewSchema: Bool, _ seal: CursorSeal,
        to bytes: inout [UInt8]
    ) {
        var token: [UInt8] = []
        seal.append(cursor, to: &token)
        bytes += "id: ".utf8
        bytes += token
        bytes += "\nevent: end\ndata: {\"op\":\"end\",\"cursor\":\"".utf8
        bytes += token
        bytes += "\",\"count\":\(count),\"more\":\(hasMore),\"schema\":\"\(schema.text)\"".utf8
        bytes += (isNewSchema ? ",\"schema_changed\":true}\n\n" : "}\n\n").utf8
    }
}
