import SQLite

extension Store {
    /// The consumers with their grants, by name.
    public func consumers() throws -> [Consumer] {
        var consumers = try all("SELECT id, name, title, created FROM hub_consumer ORDER BY name") { row in
            Consumer(
                id: row.integer(0), name: row.text(1) ?? "", title: row.text(2) ?? "", created: row.integer(3))
        }
        let quotas = try ConsumerQuota.all(database)
        for index in consumers.indices {
            let id = consumers[index].id
            consumers[index].quota = quotas[id] ?? ConsumerQuota()
            consumers[index].grants = try all(
                "SELECT feed, purpose, legal_basis, starts, ends, sources FROM hub_grant WHERE consumer = ?1 ORDER BY feed",
                id
            ) { row in
                Grant(
                    feed: row.text(0) ?? "", purpose: row.text(1) ?? "", legalBasis: row.text(2) ?? "",
                    starts: row.integer(3), ends: row.isNull(4) ? nil : row.integer(4),
                    sources: (row.text(5) ?? "").split(separator: " ").map(String.init))
            }.compactMap(\.self)
        }
        return consumers
    }

    /// The consumer called `name`.
    public func consumer(_ name: String) throws -> Consumer? { try consumers().first { $0.name == name } }

    /// Makes a consumer. Names are letters, digits, `-`, `_` and `.`, at most 64.
    ///
    /// - Throws: ``StoreError`` when the name is not possible or taken.
    @discardableResult public func addConsumer(_ name: String, title: String, at now: Int64) throws -> Consumer {
        let isName = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
        }
        guard isName, !name.isEmpty, name.count <= 64 else {
            throw StoreError(
                .misuse, "`\(name.prefix(80))` cannot be a consumer's name: letters, digits, `-`, `_`, `.`")
        }
        guard try consumer(name) == nil else { throw StoreError(.misuse, "there is a consumer `\(name)` already") }
        return try inTransaction {
            try run("INSERT INTO hub_consumer (name, title, created) VALUES (?1, ?2, ?3)", name, title, now)
            return Consumer(id: database.lastInsertRowID, name: name, title: title, created: now)
        }
    }

    /// Gives a consumer the right to read a feed, in place of the one it has on it.
    public func setGrant(_ grant: Grant, of consumer: Consumer) throws {
        if let ends = grant.ends, ends <= grant.starts {
            throw StoreError(.misuse, "the grant on `\(grant.feed)` ends before it starts")
        }
        try inTransaction {
            try run(
                "INSERT OR REPLACE INTO hub_grant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", consumer.id, grant.feed,
                grant.purpose, grant.legalBasis, grant.starts, grant.ends, grant.sourceTexts.joined(separator: " "))
        }
    }

    /// Takes the right to read a feed away. False when there was none.
    @discardableResult public func dropGrant(on feed: String, of consumer: Consumer) throws -> Bool {
        try inTransaction {
            try run("DELETE FROM hub_grant WHERE consumer = ?1 AND feed = ?2", consumer.id, feed)
            return database.changes > 0
        }
    }
}
