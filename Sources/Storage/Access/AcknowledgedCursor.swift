import SQLite

/// How far a consumer has read a feed, as it says itself: the cursor that it came back with.
public struct AcknowledgedCursor: Sendable, Equatable {
    /// The consumer's name.
    public var consumer: String
    /// The feed's name.
    public var feed: String
    /// The generation of the feed's numbers.
    public var epoch: UInt64
    /// The number up to which it has everything.
    public var position: Int64
    /// The head when its scan began; at the head the position itself.
    public var floor: Int64
    /// When it came, in milliseconds since 1970.
    public var at: Int64

    /// A cursor that came.
    public init(consumer: String, feed: String, epoch: UInt64, position: Int64, floor: Int64, at: Int64) {
        self.consumer = consumer
        self.feed = feed
        self.epoch = epoch
        self.position = position
        self.floor = floor
        self.at = at
    }

    /// Whether another cursor of the same consumer and feed says the same, whenever it came.
    func isSamePlace(as other: AcknowledgedCursor) -> Bool {
        epoch == other.epoch && position == other.position && floor == other.floor
    }

    /// A consumer and a feed.
    struct Key: Hashable, Sendable {
        let consumer: String
        let feed: String
    }

    var key: Key { Key(consumer: consumer, feed: feed) }

    /// The newest cursor of each consumer and feed; it is no part of the log, and in no chain.
    static let table = """
        CREATE TABLE IF NOT EXISTS access_cursor (consumer TEXT NOT NULL, feed TEXT NOT NULL, epoch INTEGER NOT NULL,
          position INTEGER NOT NULL, floor INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (consumer, feed)) WITHOUT ROWID;
        """

    /// All of them; none in a file that has no such table yet.
    static func all(in database: Database) throws -> [AcknowledgedCursor] {
        guard try database.integer("SELECT count(*) FROM sqlite_master WHERE name = 'access_cursor'") == 1 else {
            return []
        }
        let rows = try database.prepare("SELECT consumer, feed, epoch, position, floor, at FROM access_cursor")
        var found: [AcknowledgedCursor] = []
        while try rows.step() {
            found.append(
                AcknowledgedCursor(
                    consumer: rows.text(0) ?? "", feed: rows.text(1) ?? "",
                    epoch: UInt64(bitPattern: rows.integer(2)), position: rows.integer(3), floor: rows.integer(4),
                    at: rows.integer(5)))
        }
        return found
    }
}

extension AccessLogReader {
    /// How far each consumer has read each feed, as of what was written.
    public func cursors() throws -> [AcknowledgedCursor] {
        do { return try AcknowledgedCursor.all(in: database) } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }
}
