import SQLite

extension Store {
    /// The certificates that stand for a consumer.
    public func certificates(of consumer: Consumer) throws -> [CertificateBinding] {
        try CertificateBinding.all(database).filter { $0.consumer == consumer.id }
    }

    /// Lets a certificate stand for a consumer.
    ///
    /// - Throws: ``StoreError`` when it stands for another one already.
    public func bindCertificate(
        _ kind: CertificateBinding.Kind, _ value: String, to consumer: Consumer, needsKey: Bool, at now: Int64
    ) throws {
        try inTransaction {
            let known = try CertificateBinding.all(database).first { $0.kind == kind && $0.value == value }
            guard known == nil || known?.consumer == consumer.id else {
                throw StoreError(.misuse, "this certificate stands for another consumer already")
            }
            try run(
                "INSERT OR REPLACE INTO hub_certificate VALUES (?1, ?2, ?3, ?4, ?5)", kind.rawValue, value, consumer.id,
                now,
                needsKey ? 1 : 0)
        }
    }

    /// Takes a certificate away. False when there was none.
    @discardableResult public func dropCertificate(
        _ kind: CertificateBinding.Kind, _ value: String, of consumer: Consumer
    ) throws -> Bool {
        try inTransaction {
            try run(
                "DELETE FROM hub_certificate WHERE kind = ?1 AND value = ?2 AND consumer = ?3", kind.rawValue, value,
                consumer.id)
            return database.changes > 0
        }
    }
}

extension CertificateBinding {
    /// All certificates.
    static func all(_ database: Database) throws -> [CertificateBinding] {
        var bindings: [CertificateBinding] = []
        let rows = try database.prepare(
            "SELECT kind, value, consumer, created, needs_key FROM hub_certificate ORDER BY created, kind, value")
        while try rows.step() {
            guard let kind = Kind(rawValue: rows.text(0) ?? "") else { continue }
            bindings.append(
                CertificateBinding(
                    kind: kind, value: rows.text(1) ?? "", consumer: rows.integer(2), created: rows.integer(3),
                    needsKey: rows.integer(4) != 0))
        }
        return bindings
    }
}
