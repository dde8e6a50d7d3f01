import SQLite

/// A host that webhooks may go to, as an admin approved it.
public struct WebhookHost: Sendable, Equatable {
    /// Its name in small ASCII letters, or its address.
    public var host: String
    /// The one port that is meant; 0 for the protocol's own.
    public var port: Int
    /// Whether http without TLS will do.
    public var isPlain: Bool
    /// Networks that are not public, in which its addresses may lie, in CIDR notation.
    public var networks: [String]
    /// When it was approved, in milliseconds since 1970.
    public var at: Int64

    /// An approval.
    public init(host: String, port: Int = 0, isPlain: Bool = false, networks: [String] = [], at: Int64) {
        self.host = host
        self.port = port
        self.isPlain = isPlain
        self.networks = networks
        self.at = at
    }

    static func all(in database: Database) throws -> [WebhookHost] {
        let rows = try database.prepare(
            "SELECT host, port, plain, networks, at FROM hub_webhook_host ORDER BY host, port")
        var hosts: [WebhookHost] = []
        while try rows.step() {
            hosts.append(
                WebhookHost(
                    host: rows.text(0) ?? "", port: Int(rows.integer(1)), isPlain: rows.integer(2) != 0,
                    networks: (rows.text(3) ?? "").split(separator: " ").map(String.init), at: rows.integer(4)))
        }
        return hosts
    }
}

extension Store {
    /// The hosts that webhooks may go to.
    public func webhookHosts() throws -> [WebhookHost] { try WebhookHost.all(in: database) }

    /// Approves a host, in place of what was said of it and its port before.
    public func allow(_ host: WebhookHost) throws {
        try inTransaction {
            try run(
                "INSERT OR REPLACE INTO hub_webhook_host VALUES (?1, ?2, ?3, ?4, ?5)", host.host, host.port,
                host.isPlain ? 1 : 0, host.networks.joined(separator: " "), host.at)
        }
    }

    /// Takes an approval back: nothing goes there any more. False when there was none.
    public func forbidWebhookHost(_ host: String, port: Int) throws -> Bool {
        try inTransaction {
            try run("DELETE FROM hub_webhook_host WHERE host = ?1 AND port = ?2", host, port)
            return database.changes > 0
        }
    }
}

extension FeedReader {
    /// The hosts that webhooks may go to. Inside ``snapshot(_:)``.
    public func webhookHosts() throws -> [WebhookHost] { try WebhookHost.all(in: database) }
}
