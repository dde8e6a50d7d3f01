import SQLite

extension Store {
    /// Limits a consumer otherwise than all are; the usual limits take the row away.
    public func setQuota(_ quota: ConsumerQuota, of consumer: Consumer) throws {
        try inTransaction {
            try run("DELETE FROM hub_quota WHERE consumer = ?1", consumer.id)
            guard !quota.isUsual else { return }
            let insertion = try database.prepare("INSERT INTO hub_quota VALUES (?1, ?2, ?3, ?4, ?5)")
            try insertion.bind(consumer.id, at: 1)
            if let rate = quota.rate { try insertion.bind(rate, at: 2) } else { try insertion.bindNull(at: 2) }
            try insertion.bind(quota.burst, at: 3)
            try insertion.bind(quota.dailyLines, at: 4)
            try insertion.bind(quota.dailyBytes, at: 5)
            try insertion.run()
        }
    }
}

extension ConsumerQuota {
    /// The quotas of all consumers that have one, by their numbers.
    static func all(_ database: Database) throws -> [Int64: ConsumerQuota] {
        var quotas: [Int64: ConsumerQuota] = [:]
        let rows = try database.prepare("SELECT consumer, rate, burst, daily_lines, daily_bytes FROM hub_quota")
        while try rows.step() {
            var quota = ConsumerQuota()
            quota.rate = rows.isNull(1) ? nil : rows.double(1)
            quota.burst = rows.isNull(2) ? nil : rows.integer(2)
            quota.dailyLines = rows.isNull(3) ? nil : rows.integer(3)
            quota.dailyBytes = rows.isNull(4) ? nil : rows.integer(4)
            quotas[rows.integer(0)] = quota
        }
        return quotas
    }
}
