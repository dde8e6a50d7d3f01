import Model
import XML

/// Decodes an XML document: each node of `records:` is a record. The raw record is its element, standing for itself
/// with the namespaces declared on it.
struct XMLRecordDecoder: RecordDecoder {
    private let layout: RecordShape
    private let shape: XMLShape
    private let records: XPathExpression
    private let options: XMLOptions
    /// The parts of a record that the shape asks for.
    private let asked: XMLPartNames?

    /// - Parameter records: the XPath of the records; nil: the outermost element is the record.
    init(
        _ layout: RecordShape, records: String?, namespaces: [String: String], encoding: String?, maxBody: Int
    ) throws(ConnectorError) {
        self.layout = layout
        shape = try XMLShape(layout, namespaces: namespaces)
        asked = shape.members
        self.records = try XMLShape.path(records ?? "/*", namespaces)
        options = XMLOptions(
            limits: XMLLimits(bytes: maxBody), encoding: encoding, ignoresNamespaces: namespaces.isEmpty)
    }

    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage {
        try decode(try parse(body, name: name), name: name)
    }

    func parse(_ body: [UInt8], name: String) throws(ConnectorError) -> XMLPage {
        do throws(XMLError) { return try XMLPage(body, options: options) } catch {
            let what = error.isTruncated ? "is cut in the middle" : "is not XML that can be read"
            throw ConnectorError(
                .unexpected, code: error.isTruncated ? "cut_xml" : "bad_xml",
                message: "\(name) \(what): \(error.description)")
        }
    }

    /// The records of a document that is parsed already.
    func decode(_ source: XMLPage, name: String) throws(ConnectorError) -> RecordPage {
        var page = RecordPage(shape: layout)
        page.name = name
        shape.begin(&page)
        var unknown = asked.map { XMLUnknownParts(beside: $0, most: RecordPage.mostUnknownFields) }
        do throws(XPathError) {
            for (index, node) in try source.nodes(for: records, from: source.root).enumerated() {
                let start = page.bytes.count
                page.bytes.append(contentsOf: source.serialized(node))
                page.places.append(
                    RecordPage.Place(
                        offset: start, length: page.bytes.count - start, item: index + 1, line: source.line(of: node)))
                try shape.fill(&page, from: source, node: node, scope: 0)
                unknown?.add(node, of: source)
            }
        } catch {
            throw ConnectorError(.settings, code: "bad_path", message: "an XPath gives no value: \(error.description)")
        }
        if let unknown { page.unknownFields = unknown.names }
        return page
    }
}
