import Crypto
import Feeds
import HTTPServer
import JSON
import Model
import Storage

/// What a partner disputes, as he sends it: `{"entity","id","rev"?,"field"?,"value"?,"reason"}`.
struct ObjectionRequest {
    let entity: Int
    let id: HubID
    let rev: Int64?
    let field: String?
    /// As JSON.
    let value: String?
    let reason: String
    let name: Store.RequestName?

    private static let longestReason = 2_000
    private static let longestValue = 1_000
    private static let longestKey = 200

    /// - Throws: 400 for what the feed does not have; whether the record is there is looked up later.
    init(_ request: borrowing HTTPRequest, _ feed: ServedFeed) throws(Problem) {
        let body = try RequestBody(request, known: ["entity", "id", "rev", "field", "value", "reason"])
        let entityName = try body.text("entity", most: 100)
        guard let entity = feed.entity(named: Array(entityName.utf8)) else {
            let names = feed.compiled.entities.map(\.name).joined(separator: ", ")
            throw .badRequest("bad-member", "`entity` is one of \(names).")
        }
        let compiled = feed.compiled.entities[entity]
        guard let id = HubID(try body.text("id", most: 100).utf8), id.prefix == compiled.prefix else {
            throw .notFound
        }
        (self.entity, self.id) = (entity, id)
        rev = try Self.revision(body["rev"])
        field = try body.optionalText("field", most: 100)
        if let field, !compiled.columns.contains(where: { $0.name == field }) {
            let names = compiled.columns.map(\.name).joined(separator: ", ")
            throw .badRequest("bad-member", "`field` is one of \(names).")
        }
        value = try Self.value(body, field)
        reason = try body.text("reason", most: Self.longestReason)
        name = try Self.name(request, feed)
    }

    private static func revision(_ value: JSONValue?) throws(Problem) -> Int64? {
        guard let value else { return nil }
        guard let rev = value.intValue, rev > 0 else {
            throw .badRequest("bad-member", "`rev` is a whole number from 1.")
        }
        return Int64(rev)
    }

    private static func value(_ body: RequestBody, _ field: String?) throws(Problem) -> String? {
        guard body.has("value") else { return nil }
        guard field != nil else { throw .badRequest("bad-member", "`value` says what a `field` should be: name it.") }
        guard let value = body["value"] else { return "null" }
        switch value {
        case .array, .object: throw .badRequest("bad-member", "`value` is a text, a number, true, false or null.")
        default: break
        }
        guard value.text.utf8.count <= longestValue else {
            throw .badRequest("bad-member", "`value` has at most \(longestValue) bytes.")
        }
        return value.text
    }

    private static func name(_ request: borrowing HTTPRequest, _ feed: ServedFeed) throws(Problem) -> Store.RequestName?
    {
        guard let key = request.header("Idempotency-Key") else { return nil }
        guard !key.isEmpty, key.utf8.count <= longestKey, key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badRequest("bad-header", "`Idempotency-Key` has 1 to \(longestKey) printable ASCII characters.")
        }
        return Store.RequestName(key: key, hash: SHA256.hash(Array(feed.compiled.name.utf8) + [0] + request.body).bytes)
    }
}
