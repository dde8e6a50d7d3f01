import SQLite

/// Where a consumer is told that a feed has advanced, and how that goes.
public struct Webhook: Sendable, Equatable {
    /// Whether it is told.
    public enum State: String, Sendable, CaseIterable {
        /// It is told.
        case active
        /// Three days of attempts failed: it is told nothing until a test reaches it.
        case paused
        /// It said that it is gone (410): likewise.
        case disabled
    }

    /// What one message says; it stays the same through all attempts.
    public struct Message: Sendable, Equatable {
        /// Its id, `msg_…`, by which a receiver knows it again.
        public var id: String
        /// The first number that is news; 0 when the feed was made anew and all cursors are over.
        public var first: Int64
        /// The head that it tells of.
        public var last: Int64
        /// How many lines there are from `first` to `last`, as far as they were counted.
        public var lines: Int64
        /// When it was made, in milliseconds since 1970.
        public var made: Int64

        /// A message.
        public init(id: String, first: Int64, last: Int64, lines: Int64, made: Int64) {
            self.id = id
            self.first = first
            self.last = last
            self.lines = lines
            self.made = made
        }
    }

    /// Its id, `wh_` and ten characters of Crockford's base 32.
    public var id: String
    /// The number of the consumer whose it is.
    public var consumer: Int64
    /// The feed's name.
    public var feed: String
    /// Where messages go.
    public var url: String
    /// What they are signed with.
    public var secret: WebhookSecret
    /// What they are signed with too while programs change over.
    public var oldSecret: WebhookSecret?
    /// Until when, in milliseconds since 1970.
    public var oldUntil: Int64 = 0
    /// When it was made, in milliseconds since 1970.
    public var created: Int64
    /// Whether it is told.
    public var state = State.active
    /// The head that it has heard of.
    public var told: Int64
    /// The generation of that head.
    public var epoch: UInt64
    /// The one message that is on its way.
    public var message: Message?
    /// How often that was tried.
    public var attempt: Int64 = 0
    /// When it is tried next, in milliseconds since 1970; 0 for at once.
    public var next: Int64 = 0
    /// Messages that arrived.
    public var delivered: Int64 = 0
    /// Attempts that failed.
    public var failed: Int64 = 0
    /// When a message arrived last, in milliseconds since 1970.
    public var lastSuccess: Int64?
    /// When an attempt failed last.
    public var lastFailure: Int64?
    /// Since when nothing has arrived although it was tried.
    public var failingSince: Int64?
    /// The status of the last answer.
    public var status: Int64?
    /// Why the last attempt failed: a short stable word.
    public var problem: String?

    /// A new webhook, which has heard of the feed's head of now.
    public init(
        id: String, consumer: Int64, feed: String, url: String, secret: WebhookSecret, created: Int64, told: Int64,
        epoch: UInt64
    ) {
        self.id = id
        self.consumer = consumer
        self.feed = feed
        self.url = url
        self.secret = secret
        self.created = created
        self.told = told
        self.epoch = epoch
    }
}

extension Webhook {
    static let columns = """
        id, consumer, feed, url, secret, old_secret, old_until, created, state, told, epoch, message, first, last, lines, made,
        attempt, next, delivered, failed, last_success, last_failure, failing_since, status, problem
        """

    /// A row of ``columns``; nil when it is none that this hub wrote.
    init?(_ row: Statement) {
        guard let secret = WebhookSecret(row.text(4) ?? ""), let state = State(rawValue: row.text(8) ?? "") else {
            return nil
        }
        func instant(_ column: Int) -> Int64? { row.isNull(column) ? nil : row.integer(column) }
        self.init(
            id: row.text(0) ?? "", consumer: row.integer(1), feed: row.text(2) ?? "", url: row.text(3) ?? "",
            secret: secret, created: row.integer(7), told: row.integer(9), epoch: UInt64(bitPattern: row.integer(10)))
        oldSecret = row.text(5).flatMap(WebhookSecret.init)
        oldUntil = row.integer(6)
        self.state = state
        message = row.text(11).map {
            Message(
                id: $0, first: row.integer(12), last: row.integer(13), lines: row.integer(14), made: row.integer(15))
        }
        (attempt, next) = (row.integer(16), row.integer(17))
        (delivered, failed) = (row.integer(18), row.integer(19))
        (lastSuccess, lastFailure, failingSince) = (instant(20), instant(21), instant(22))
        status = instant(23)
        problem = row.text(24)
    }

    /// The webhooks that a condition is true of, oldest first.
    static func all(
        in database: Database, where condition: String = "1", _ values: [any Bindable] = []
    ) throws -> [Webhook] {
        let rows = try database.prepare(
            "SELECT \(columns) FROM hub_webhook WHERE \(condition) ORDER BY created, id")
        try rows.bind(all: values)
        var found: [Webhook] = []
        while try rows.step() { if let webhook = Webhook(rows) { found.append(webhook) } }
        return found
    }
}
