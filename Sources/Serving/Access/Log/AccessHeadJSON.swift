import Crypto
public import JSON
import Model
public import Storage

/// Signed heads and anchors as partners get them, keep them and show them again.
///
///     {"log":"…","consumer":"water-mirror","number":17,"chain":"…","at":"…","signatures":[{"algorithm":"sm2","key":"…","signature":"…"}]}
public enum AccessHeadJSON {
    /// The most signatures that are read of one head.
    private static let mostSignatures = 8

    /// Appends a head, or an anchor, or null.
    public static func append(_ head: AccessHead?, to writer: inout JSONWriter) {
        guard let head else { return writer.null() }
        writer.beginObject()
        writer.member("log", head.log)
        writer.member("consumer", head.consumer)
        writer.member("number", head.link.number)
        writer.member("chain", Hex.encode(head.link.hash))
        writer.member("at", Instant(milliseconds: head.at).description)
        writer.key("signatures")
        writer.beginArray()
        for signature in head.signatures {
            writer.beginObject()
            writer.member("algorithm", signature.algorithm.rawValue)
            writer.member("key", signature.key)
            writer.member("signature", Hex.encode(signature.bytes))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// A head that somebody kept, as it was given; nil when a part is missing or is no such thing.
    public static func head(_ value: JSONValue) -> AccessHead? {
        guard let log = value["log"]?.stringValue, let consumer = value["consumer"]?.stringValue,
            let number = value["number"]?.intValue, number >= 0,
            let hash = value["chain"]?.stringValue.flatMap({ Hex.decode($0) }), hash.count == 32,
            let time = value["at"]?.stringValue,
            let at = try? DatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").instant(time, zone: .utc)
        else { return nil }
        var head = AccessHead(
            log: log, consumer: consumer, link: AccessLink(number: Int64(number), hash: hash), at: at.milliseconds)
        for signature in (value["signatures"]?.arrayValue ?? []).prefix(mostSignatures) {
            guard let name = signature["algorithm"]?.stringValue, let algorithm = SignatureAlgorithm(rawValue: name),
                let bytes = signature["signature"]?.stringValue.flatMap({ Hex.decode($0) })
            else { return nil }
            head.signatures.append(
                AccessHead.Signature(key: signature["key"]?.stringValue ?? "", algorithm: algorithm, bytes: bytes))
        }
        return head
    }
}
