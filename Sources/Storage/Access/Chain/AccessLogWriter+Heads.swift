import Crypto
import SQLite

extension AccessLogWriter {
    /// Heads that are signed in one go: some tenths of a second, in which rows wait.
    static let mostHeads = 200

    /// Signs how far the chains are, those that have grown since their last head, some hundred at most.
    ///
    /// - Returns: whether there are more to sign.
    /// - Throws: ``CryptoError``; ``SQLiteError`` when the file cannot be written. What was not signed stays to be.
    func sign(at now: Int64) throws -> Bool {
        guard let keys, !unsigned.isEmpty else { return false }
        let due = unsigned.prefix(Self.mostHeads)
        let heads = try due.map { consumer, link in
            var head = AccessHead(log: log, consumer: consumer, link: link, at: now)
            try head.sign(keys)
            return head
        }
        try database.inTransaction {
            for head in heads { try write(head) }
        }
        for (consumer, _) in due { unsigned[consumer] = nil }
        rowsSinceHead = 0
        return !unsigned.isEmpty
    }

    private func write(_ head: AccessHead) throws(SQLiteError) {
        try heading.bind(head.consumer, at: 1)
        try heading.bind(AccessDay.of(head.at), at: 2)
        try heading.bind(head.link.number, at: 3)
        try heading.bind(head.link.hash, at: 4)
        try heading.bind(head.at, at: 5)
        try heading.bind(AccessHead.Signature.packed(head.signatures), at: 6)
        try heading.run()
    }

    /// What a process that ended by force has left without a head.
    static func unsigned(_ database: Database) throws(SQLiteError) -> [String: AccessLink] {
        var links: [String: AccessLink] = [:]
        let rows = try database.prepare(
            """
            SELECT consumer, number, hash FROM access_tail t
            WHERE number > coalesce((SELECT max(number) FROM access_head h WHERE h.consumer = t.consumer), 0)
            """)
        while try rows.step() {
            links[rows.text(0) ?? ""] = AccessLink(number: rows.integer(1), hash: rows.blob(2) ?? [])
        }
        return links
    }
}
