import Feeds
import HTTPServer
import Model

/// What a request for records of an entity asks for.
struct RecordQuery {
    /// The entity's index in the feed.
    let entity: Int
    /// The most records of the answer.
    let limit: Int
    /// The number of the row that the last page ended with.
    let after: Int64
    let box: QueriedBox?
    let time: TimeRange?
    /// The columns that are asked for, in the feed's order; nil for all.
    let fields: [String]?
    /// The parameters that narrow, as they came, for the link to the next page.
    private let narrowing: [(name: String, value: String)]

    /// - Throws: 400 for what cannot be read, and for a box or a time that the entity has no columns for.
    init(_ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int, _ size: PageSize) throws(Problem) {
        self.entity = entity
        let compiled = feed.compiled.entities[entity]
        let columns = PlacedColumns(compiled)
        limit = try size.asked(by: request)
        after = try Self.after(request, compiled)
        box = try Self.box(request, compiled, columns)
        time = try Self.time(request, compiled, columns)
        fields = try Self.fields(request, compiled)
        var narrowing: [(String, String)] = []
        for name in ["bbox", "datetime", "fields", "f", "csv"] as [StaticString] {
            if let value = request.query(name) { narrowing.append(("\(name)", value)) }
        }
        self.narrowing = narrowing
    }

    /// Whether records must be looked for, and not only read one after the other.
    var isNarrow: Bool { box != nil || time != nil }

    /// The query of the page that goes on behind a record.
    func next(after id: HubID) -> String {
        "after=\(id)&limit=\(limit)\(narrowed)"
    }

    /// What narrows, as it stands in a query behind other parameters.
    var narrowed: String { narrowing.map { "&\($0.name)=\(Self.escaped($0.value))" }.joined() }

    /// Percent-encodes all that is not plain in a query (RFC 3986 section 2.3), and keeps commas, slashes and colons readable.
    static func escaped(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let isPlain =
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "-._~,:/".utf8.contains(byte)
                }
            if isPlain {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return out
    }

    private static func after(
        _ request: borrowing HTTPRequest, _ entity: CompiledFeedEntity
    ) throws(Problem) -> Int64 {
        guard let text = QueryParameters.bytes(request, "after") else { return 0 }
        guard let id = HubID(text), id.prefix == entity.prefix else {
            throw .badRequest("bad-parameter", "`after` is the id of the last record that you have.")
        }
        return id.number
    }

    private static func box(
        _ request: borrowing HTTPRequest, _ entity: CompiledFeedEntity, _ columns: PlacedColumns
    ) throws(Problem) -> QueriedBox? {
        guard let text = request.query("bbox") else { return nil }
        guard columns.hasPlace else {
            throw .badRequest("bad-parameter", "`bbox` is for entities with a place; `\(entity.name)` has none here.")
        }
        guard let box = QueriedBox(text) else {
            throw .badRequest(
                "bad-parameter", "`bbox` is west,south,east,north in degrees, such as 112.9,23.5,113.3,23.9.")
        }
        return box
    }

    private static func time(
        _ request: borrowing HTTPRequest, _ entity: CompiledFeedEntity, _ columns: PlacedColumns
    ) throws(Problem) -> TimeRange? {
        guard let text = request.query("datetime") else { return nil }
        guard columns.time != nil else {
            throw .badRequest(
                "bad-parameter", "`datetime` is for entities with a time; `\(entity.name)` has none here.")
        }
        guard let time = TimeRange(text) else {
            throw .badRequest(
                "bad-parameter",
                "`datetime` is a day, an instant with its zone, or two of them such as 2026-11-01/2026-11-30 or "
                    + "2026-11-01T00:00:00Z/..")
        }
        return time
    }

    private static func fields(
        _ request: borrowing HTTPRequest, _ entity: CompiledFeedEntity
    ) throws(Problem) -> [String]? {
        guard let text = request.query("fields") else { return nil }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let known = entity.columns.map(\.name)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw .badRequest(
                "bad-parameter",
                "There is no field `\(unknown.prefix(64))` here. Known: \(known.joined(separator: ", ")).")
        }
        return known.filter(names.contains)
    }
}
