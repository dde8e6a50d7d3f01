import Crypto
import Foundation

/// The public keys that heads of the access log are verified by: the hub's own, and those that it had before.
enum AuditKeys {
    static func read(_ call: Call) throws -> [PublicKey] {
        var keys = try SigningFolder(call).keys()?.publicKeys ?? []
        for path in call.list("keys") { keys.append(try key(path)) }
        return keys
    }

    private static func key(_ path: String) throws(CommandError) -> PublicKey {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 16 * 1024 else {
            throw CommandError("cannot read \(path)")
        }
        for algorithm in SignatureAlgorithm.allCases {
            if let key = try? PublicKey(pem: Array(data), algorithm) { return key }
        }
        throw CommandError("\(path) is no public key in PEM")
    }
}
