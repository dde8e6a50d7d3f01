import Crypto
import HTTPServer
import JSON
import Model

extension PartnerService {
    /// `/v1/keys`: the public keys that verify what the hub signs, and those that verify what it signed before. They are public: nobody needs a key to read them.
    func keys(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        guard let snapshots else { throw Problem.notFound }
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("keys")
        writer.beginArray()
        for key in snapshots.settings.keys.all {
            writer.beginObject()
            Self.write(key.publicKey, to: &writer)
            writer.member("href", "/v1/keys/\(key.algorithm.rawValue).pem")
            writer.endObject()
        }
        writer.endArray()
        writer.key("retired")
        writer.beginArray()
        for key in snapshots.settings.keys.retired {
            writer.beginObject()
            Self.write(key.publicKey, to: &writer)
            writer.member("retired", Instant(milliseconds: key.retired).description)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
    }

    private static func write(_ key: PublicKey, to writer: inout JSONWriter) {
        writer.member("algorithm", key.algorithm.rawValue)
        writer.member("id", key.id)
        if key.algorithm == .sm2 { writer.member("distid", SignatureAlgorithm.sm2Identity) }
        writer.member("pem", String(decoding: key.pem, as: UTF8.self))
    }

    /// `/v1/keys/{algorithm}.pem`: one of them, as `openssl` takes it.
    func key(
        _ request: borrowing HTTPRequest, _ algorithm: SignatureAlgorithm, _ call: inout Call
    ) throws -> HTTPAnswer {
        guard let snapshots else { throw Problem.notFound }
        let pem = snapshots.settings.keys[algorithm].publicKey.pem
        return try finish(200, [.contentType("application/x-pem-file")], document: pem, &call)
    }
}
