import Crypto
import HTTPServer
import JSON

extension PartnerService {
    /// `/v1/keys`: the public keys that verify what the hub signs. They are public: nobody needs a key to read them.
    func keys(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        guard let snapshots else { throw Problem.notFound }
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("keys")
        writer.beginArray()
        for key in snapshots.settings.keys.all {
            writer.beginObject()
            writer.member("algorithm", key.algorithm.rawValue)
            writer.member("id", key.publicKey.id)
            if key.algorithm == .sm2 { writer.member("distid", SignatureAlgorithm.sm2Identity) }
            writer.member("href", "/v1/keys/\(key.algorithm.rawValue).pem")
            writer.member("pem", String(decoding: key.publicKey.pem, as: UTF8.self))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
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
