import SQLite

extension Store {
    /// Why a webhook was not made.
    public enum WebhookRefusal: Error, Sendable, Equatable {
        /// The consumer has as many as one may have.
        case tooMany
        /// This address is told of this feed already, by the webhook of this id.
        case known(String)
    }

    /// Webhooks of one consumer.
    public static let webhooksOfConsumer = 20

    /// All webhooks, oldest first.
    public func webhooks() throws -> [Webhook] { try Webhook.all(in: database) }

    /// Keeps a new webhook. Throws ``WebhookRefusal``.
    public func add(_ webhook: Webhook) throws {
        try inTransaction {
            let own = try Webhook.all(in: database, where: "consumer = ?1", [webhook.consumer])
            if let known = own.first(where: { $0.feed == webhook.feed && $0.url == webhook.url }) {
                throw WebhookRefusal.known(known.id)
            }
            guard own.count < Self.webhooksOfConsumer else { throw WebhookRefusal.tooMany }
            try run(
                """
                INSERT INTO hub_webhook (id, consumer, feed, url, secret, created, told, epoch)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """, webhook.id, webhook.consumer, webhook.feed, webhook.url, webhook.secret.revealed, webhook.created,
                webhook.told, Int64(bitPattern: webhook.epoch))
        }
    }

    /// Removes a webhook of a consumer. False when it has none of that id.
    public func removeWebhook(_ id: String, of consumer: Int64) throws -> Bool {
        try inTransaction {
            try run("DELETE FROM hub_webhook WHERE id = ?1 AND consumer = ?2", id, consumer)
            return database.changes > 0
        }
    }

    /// Gives a webhook a new secret; the one it had signs too until `oldUntil`. False when the consumer has none of that id.
    public func rotateWebhook(
        _ id: String, of consumer: Int64, secret: WebhookSecret, oldUntil: Int64
    ) throws -> Bool {
        try inTransaction {
            try run(
                """
                UPDATE hub_webhook SET old_secret = secret, old_until = ?4, secret = ?3 WHERE id = ?1 AND consumer = ?2
                """, id, consumer, secret.revealed, oldUntil)
            return database.changes > 0
        }
    }

    /// Takes an attempt before it is made, so that neither a crash nor another process makes it twice. False when the webhook is not
    /// as it was seen any more.
    ///
    /// - Parameter lease: when it may be tried again should nobody tell what became of the attempt.
    public func claim(_ webhook: Webhook, _ message: Webhook.Message, lease: Int64) throws -> Bool {
        try inTransaction {
            try run(
                """
                UPDATE hub_webhook SET message = ?2, first = ?3, last = ?4, lines = ?5, made = ?6, attempt = attempt + 1, next = ?7
                WHERE id = ?1 AND state = 'active' AND attempt = ?8 AND next = ?9 AND message IS ?10
                """, webhook.id, message.id, message.first, message.last, message.lines, message.made, lease,
                webhook.attempt, webhook.next, webhook.message?.id)
            return database.changes > 0
        }
    }

    /// Gives an attempt back that was taken and not made.
    public func release(_ id: String, _ message: Webhook.Message, at now: Int64) throws {
        try inTransaction {
            try run(
                "UPDATE hub_webhook SET attempt = max(attempt - 1, 0), next = ?3 WHERE id = ?1 AND message = ?2", id,
                message.id, now)
        }
    }

    /// Keeps that a message arrived: the endpoint has heard of its head.
    ///
    /// - Parameter next: when the next may follow, should there be any.
    public func settle(
        _ id: String, delivered message: Webhook.Message, epoch: UInt64, status: Int, at now: Int64, next: Int64
    ) throws {
        try inTransaction {
            try run(
                """
                UPDATE hub_webhook SET told = ?3, epoch = ?4, message = NULL, attempt = 0, next = ?7, delivered = delivered + 1,
                  last_success = ?5, failing_since = NULL, status = ?6, problem = NULL WHERE id = ?1 AND message = ?2
                """, id, message.id, message.last, Int64(bitPattern: epoch), now, status, next)
        }
    }

    /// Keeps that an attempt failed. The message is given up when the webhook is not active any more.
    ///
    /// - Parameter next: when it is tried again.
    public func settle(
        _ id: String, failed message: Webhook.Message, status: Int?, problem: String, at now: Int64, next: Int64,
        state: Webhook.State
    ) throws {
        try inTransaction {
            try run(
                """
                UPDATE hub_webhook SET failed = failed + 1, last_failure = ?3, failing_since = coalesce(failing_since, ?3),
                  status = ?4, problem = ?5, next = ?6, state = ?7, message = iif(?7 = 'active', message, NULL),
                  attempt = iif(?7 = 'active', attempt, 0) WHERE id = ?1 AND message = ?2
                """, id, message.id, now, status, problem, next, state.rawValue)
        }
    }

    /// Keeps what became of a test. One that arrived makes a webhook active again.
    public func settleTest(_ id: String, status: Int?, problem: String?, at now: Int64) throws {
        try inTransaction {
            if let problem {
                try run(
                    "UPDATE hub_webhook SET last_failure = ?2, status = ?3, problem = ?4 WHERE id = ?1", id, now,
                    status, problem)
            } else {
                try run(
                    """
                    UPDATE hub_webhook SET last_success = ?2, status = ?3, problem = NULL, failing_since = NULL,
                      next = iif(message IS NULL, 0, min(next, ?2)), state = 'active' WHERE id = ?1
                    """, id, now, status)
            }
        }
    }
}
