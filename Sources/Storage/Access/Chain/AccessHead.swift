public import Crypto
import Model

/// How far a chain of the access log was at a moment, signed by the hub: who keeps one can prove later what the log said then.
///
/// An *anchor* is the same for the last row that was dropped for its age: what remains goes on from there.
public struct AccessHead: Sendable, Equatable {
    /// A signature under one of the hub's keys.
    public struct Signature: Sendable, Equatable {
        /// The key's id.
        public var key: String
        /// By what it was signed.
        public var algorithm: SignatureAlgorithm
        /// 64 bytes of Ed25519, or the DER of SM2.
        public var bytes: [UInt8]

        /// A signature.
        public init(key: String, algorithm: SignatureAlgorithm, bytes: [UInt8]) {
            self.key = key
            self.algorithm = algorithm
            self.bytes = bytes
        }
    }

    /// What became of the look at a head's signatures.
    public enum Verdict: Sendable, Equatable {
        /// At least one is of a key that is at hand, and all of those are right.
        case right
        /// One is not the key's.
        case wrong
        /// None is of a key that is at hand.
        case unknown
    }

    /// Which log: a number by chance that it got when it was made.
    public var log: String
    /// Whose chain; `*` for that of the whole log, empty for that of all who were not recognised.
    public var consumer: String
    /// How far.
    public var link: AccessLink
    /// When it was signed, in milliseconds since 1970.
    public var at: Int64
    /// Whether it is an anchor.
    public var isAnchor: Bool
    /// The signatures; empty when the hub had no keys.
    public var signatures: [Signature] = []

    /// A head without signatures.
    public init(log: String, consumer: String, link: AccessLink, at: Int64, isAnchor: Bool = false) {
        self.log = log
        self.consumer = consumer
        self.link = link
        self.at = at
        self.isAnchor = isAnchor
    }

    /// What is signed: one line without its end.
    ///
    ///     envhub-access-log-head 1 <log> <consumer> <number> <hash> <time>
    public var text: String {
        let name = consumer.isEmpty ? "?" : consumer
        return "envhub-access-log-\(isAnchor ? "anchor" : "head") 1 \(log) \(name) \(link.number) "
            + "\(Hex.encode(link.hash)) \(Instant(milliseconds: at))"
    }

    /// Signs it with all keys. Throws ``CryptoError``.
    mutating func sign(_ keys: SigningKeys) throws {
        let message = Array(text.utf8)
        signatures = try keys.all.map { key in
            Signature(key: key.publicKey.id, algorithm: key.algorithm, bytes: try key.sign(message))
        }
    }

    /// Looks at the signatures.
    public func verdict(_ keys: [PublicKey]) -> Verdict {
        let message = Array(text.utf8)
        var verdict = Verdict.unknown
        for signature in signatures {
            guard let key = keys.first(where: { $0.id == signature.key && $0.algorithm == signature.algorithm }) else {
                continue
            }
            guard key.verifies(signature.bytes, of: message) else { return .wrong }
            verdict = .right
        }
        return verdict
    }
}

extension AccessHead.Signature {
    /// Signatures as the log's file keeps them: `algorithm key signature`, several with a semicolon between.
    static func packed(_ signatures: [Self]) -> String {
        signatures.map { "\($0.algorithm.rawValue) \($0.key) \(Base64URL.encode($0.bytes))" }.joined(separator: ";")
    }

    /// The same read back; what cannot be read is a signature that nothing verifies.
    static func unpacked(_ text: String) -> [Self] {
        text.split(separator: ";").map { part in
            let words = part.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 3, let algorithm = SignatureAlgorithm(rawValue: words[0]),
                let bytes = Base64URL.decode(words[2])
            else { return Self(key: "", algorithm: .ed25519, bytes: []) }
            return Self(key: words[1], algorithm: algorithm, bytes: bytes)
        }
    }
}
