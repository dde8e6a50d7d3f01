import Crypto
import SQLite

/// A caller that signs as it does for the provincial government gateway (`x-tif-…` headers): known by its `paasid`, it proves itself
/// by a hash over a token that both sides have in clear.
public struct GatewayCaller: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Its name.
    public let paasid: String
    /// The consumer's number.
    public let consumer: Int64
    let token: String

    /// Whether a signature is that of its time and nonce: `SHA256(timestamp ‖ token ‖ nonce ‖ timestamp)` in hexadecimal of either case;
    /// in constant time.
    public func signs(_ signature: String, timestamp: String, nonce: String) -> Bool {
        guard let code = Hex.decode(signature) else { return false }
        return constantTimeEqual(code, SHA256.hash(timestamp + token + nonce + timestamp).bytes)
    }

    /// Its name.
    public var description: String { "gateway caller \(paasid)" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing of the token is to be looked into.
    public var customMirror: Mirror { Mirror(self, children: ["paasid": paasid]) }

    static func all(_ database: Database) throws -> [GatewayCaller] {
        var callers: [GatewayCaller] = []
        let rows = try database.prepare("SELECT paasid, consumer, token FROM hub_gateway ORDER BY paasid")
        while try rows.step() {
            callers.append(
                GatewayCaller(paasid: rows.text(0) ?? "", consumer: rows.integer(1), token: rows.text(2) ?? ""))
        }
        return callers
    }
}

extension Store {
    /// The gateway names of a consumer.
    public func gatewayCallers(of consumer: Consumer) throws -> [GatewayCaller] {
        try GatewayCaller.all(database).filter { $0.consumer == consumer.id }
    }

    /// Lets a caller of the gateway stand for a consumer, with a token that both know.
    ///
    /// - Throws: ``StoreError`` for a name or a token that cannot be, or a name that stands for another consumer.
    public func setGateway(_ paasid: String, token: String, of consumer: Consumer, at now: Int64) throws {
        let isName = !paasid.isEmpty && paasid.utf8.count <= 64 && paasid.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isName else { throw StoreError(.misuse, "a paasid has up to 64 printable ASCII characters") }
        guard (16...256).contains(token.utf8.count), token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw StoreError(.misuse, "a token has 16 to 256 printable ASCII characters")
        }
        try inTransaction {
            let known = try GatewayCaller.all(database).first { $0.paasid == paasid }
            guard known == nil || known?.consumer == consumer.id else {
                throw StoreError(.misuse, "the paasid `\(paasid)` stands for another consumer already")
            }
            try run("INSERT OR REPLACE INTO hub_gateway VALUES (?1, ?2, ?3, ?4)", paasid, consumer.id, token, now)
        }
    }

    /// Takes a caller of the gateway away. False when there was none.
    @discardableResult public func dropGateway(_ paasid: String, of consumer: Consumer) throws -> Bool {
        try inTransaction {
            try run("DELETE FROM hub_gateway WHERE paasid = ?1 AND consumer = ?2", paasid, consumer.id)
            return database.changes > 0
        }
    }
}
