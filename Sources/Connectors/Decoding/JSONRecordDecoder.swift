import Model
import JSON

/// Decodes a JSON document: the records lie where `records:` says.
struct JSONRecordDecoder: RecordDecoder {
    private let shape: RecordShape
    private let limits: JSONLimits
    private let records: RecordsPath
    /// The members of a record that the shape asks for, wholly or in part.
    private let asked: Set<String>?

    /// - Parameter records: the path of the records; nil: the document itself is the record, or the list of them.
    init(_ shape: RecordShape, records: String?, maxBody: Int) throws(ConnectorError) {
        self.shape = shape
        limits = JSONLimits(bytes: maxBody)
        self.records = try RecordsPath(records ?? "$")
        asked = try JSONShape(shape).members
    }

    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage {
        let document = JSONDocument(limits: limits)
        try Self.parse(body, into: document, name: name)
        return try decode(document, name: name)
    }

    /// The records of a document that is parsed already.
    func decode(_ document: JSONDocument, name: String) throws(ConnectorError) -> RecordPage {
        let compiled = try JSONShape(shape)
        var page = RecordPage(shape: shape)
        page.name = name
        page.bytes = unsafe Array(document.bytes)
        compiled.begin(&page)
        var item = 0
        for node in try records.nodes(in: document, name: name) {
            item += 1
            let source = document.source(of: node)
            let place = RecordPage.Place(offset: source.offset, length: source.count, item: item)
            if page.places.isEmpty, document.kind(of: node) == .object {
                page.unknownFields = unknown(of: node, in: document)
            }
            compiled.add(node, of: document, at: place, to: &page, shift: 0)
        }
        return page
    }

    func joined(_ raws: [ArraySlice<UInt8>], prologue: [UInt8]) -> [UInt8]? {
        var body: [UInt8] = []
        body.reserveCapacity(raws.reduce(2) { $0 + $1.count + 1 })
        for raw in raws {
            body.append(body.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            body.append(contentsOf: raw)
        }
        body.append(UInt8(ascii: "]"))
        return body
    }

    private func unknown(of node: JSONNode, in document: JSONDocument) -> [String] {
        guard let asked else { return [] }
        let names = document.children(of: node).lazy.map { document.string(of: document.key(of: $0)) }
        return Array(names.filter { !asked.contains($0) }.prefix(RecordPage.mostUnknownFields))
    }

    static func parse(_ body: [UInt8], into document: JSONDocument, name: String) throws(ConnectorError) {
        do throws(JSONError) { try document.parse(body) } catch {
            let place = "line \(error.line), column \(error.column), byte \(error.offset)"
            let what = error.isTruncated ? "is cut in the middle" : "is not JSON"
            throw ConnectorError(
                .unexpected, code: error.isTruncated ? "cut_json" : "bad_json",
                message: "\(name) \(what): \(error.message) at \(place)")
        }
    }
}

/// `records:` of JSON: where the records of an answer lie.
struct RecordsPath: Sendable {
    private let list: JSONPath
    private let each: JSONPath?

    /// `$.rows[*]` and `$.rows` mean the same: the items of the list, or the one object.
    init(_ text: String) throws(ConnectorError) {
        list = try JSONShape.path(text.hasSuffix("[*]") ? String(text.dropLast(3)) : text)
        each = list.isSingular ? nil : try JSONShape.path(text)
    }

    /// The records.
    ///
    /// - Throws: `unexpected` when the list is not there: an answer of another form is no empty answer.
    func nodes(in document: JSONDocument, name: String) throws(ConnectorError) -> [JSONNode] {
        if let each {
            var nodes: [JSONNode] = []
            each.forEach(document) { nodes.append($0) }
            return nodes
        }
        guard let found = list.select(document) else {
            throw ConnectorError(
                .unexpected, code: "no_records",
                message: "\(name) has nothing at `\(list.text)`, where the records should be")
        }
        switch document.kind(of: found) {
        case .null: return []
        case .array: return Array(document.children(of: found))
        default: return [found]
        }
    }
}
