import CSV
import JSON
public import Model
import XML
public import YAML

/// A record as a person writes it down for a test.
public enum WrittenRecord: Sendable {
    /// YAML whose keys are the source's own names.
    case tree(YAMLNode)
    /// The source's own text in UTF-8: JSON, an XML element, a CSV with its header line.
    case text([UInt8])
}

/// Decodes a record that a person wrote down, with the decoder that records of the connector's quarantine are read with.
/// A column that the record does not name is empty in it.
public func decodeWritten(
    _ record: WrittenRecord, name: String, definition: ConnectorDefinition, plan: RecordPlan
) throws(ConnectorError) -> RecordPage {
    var definition = definition
    definition.contract.missingField = .ignore
    let decoder = try definition.source.decoder(definition, plan: plan)
    guard case .tree(let node) = record else { return try decoder.decode(record.bytes, name: name) }
    if let source = definition.source as? FilesSource, source.rule.format == .csv {
        let delimiter = source.rule.csv.format.delimiter.rawValue
        return try decoder.decode(WrittenText.csv(node, plan.shape, delimiter: delimiter), name: name)
    }
    guard case .xml(let namespaces) = definition.format else {
        return try decoder.decode(WrittenText.json(node), name: name)
    }
    return try decoder.decode(WrittenText.xml(node, namespaces), name: name)
}

/// Decodes a record that a person wrote down for a mapping that no connector uses.
public func decodeWritten(
    _ record: WrittenRecord, name: String, format: RecordFormat, shape: RecordShape
) throws(ConnectorError) -> RecordPage {
    switch format {
    case .json:
        return try JSONRecordDecoder(shape, records: nil, maxBody: 64 << 20).decode(record.bytes, name: name)
    case .table:
        let shape = JSONColumns.shape(shape)
        return try JSONRecordDecoder(shape, records: nil, maxBody: 64 << 20).decode(record.bytes, name: name)
    case .xml(let namespaces):
        let decoder = try XMLRecordDecoder(
            shape, records: nil, namespaces: namespaces, encoding: nil, maxBody: 64 << 20)
        guard case .tree(let node) = record else { return try decoder.decode(record.bytes, name: name) }
        return try decoder.decode(WrittenText.xml(node, namespaces), name: name)
    }
}

extension WrittenRecord {
    /// The text, or the tree as JSON.
    fileprivate var bytes: [UInt8] {
        switch self {
        case .tree(let node): WrittenText.json(node)
        case .text(let bytes): bytes
        }
    }
}

/// YAML written as the formats of sources.
private enum WrittenText {
    /// Texts in quotes stay texts; plain numbers, `true`, `false`, `null` and nothing are what JSON calls so.
    static func json(_ node: YAMLNode) -> [UInt8] {
        var writer = JSONWriter()
        append(node, to: &writer)
        return writer.bytes
    }

    private static func append(_ node: YAMLNode, to writer: inout JSONWriter) {
        switch node.content {
        case .mapping(let entries):
            writer.beginObject()
            for entry in entries {
                writer.key(entry.key)
                append(entry.value, to: &writer)
            }
            writer.endObject()
        case .sequence(let items):
            writer.beginArray()
            for item in items { append(item, to: &writer) }
            writer.endArray()
        case .scalar(let text, .plain): append(plain: text, to: &writer)
        case .scalar(let text, _): writer.string(text)
        }
    }

    private static func append(plain text: String, to writer: inout JSONWriter) {
        switch text {
        case "", "null", "~": writer.null()
        case "true", "false": writer.bool(text == "true")
        // What is no number of JSON's grammar becomes a text.
        default: writer.number(text)
        }
    }

    /// The header line and one row: the record's columns, then those that are wanted and that it does not name.
    static func csv(_ node: YAMLNode, _ shape: RecordShape, delimiter: UInt8) -> [UInt8] {
        let entries = node.entries ?? []
        var cells = entries.map { (name: $0.key, value: $0.value.isEmptyCell ? "" : $0.value.text ?? "") }
        for name in (shape.scopes.first?.paths ?? []).compactMap(ColumnPath.name)
        where !cells.contains(where: { $0.name == name }) {
            cells.append((name, ""))
        }
        return line(cells.map(\.name), delimiter) + line(cells.map(\.value), delimiter)
    }

    private static func line(_ cells: [String], _ delimiter: UInt8) -> [UInt8] {
        let quoted = cells.map { "\"" + $0.escaped(["\""], by: "\"") + "\"" }
        return Array(quoted.joined(separator: String(UnicodeScalar(delimiter))).utf8) + [0x0A]
    }

    /// Keys are elements, lists are elements one after the other, `@name` is an attribute, `#text` the text beside one.
    static func xml(_ node: YAMLNode, _ namespaces: [String: String]) -> [UInt8] {
        var writer = XMLWriter(declaration: false)
        let declared = namespaces.sorted { $0.key < $1.key }.map { (name: "xmlns:\($0.key)", value: $0.value) }
        append("record", node, declared, to: &writer)
        return writer.bytes
    }

    private static func append(
        _ name: String, _ node: YAMLNode, _ declared: [(name: String, value: String)] = [], to writer: inout XMLWriter
    ) {
        if let items = node.items { return items.forEach { append(name, $0, to: &writer) } }
        let entries = node.entries ?? []
        let attributes = entries.filter { $0.key.hasPrefix("@") }.map {
            (name: String($0.key.dropFirst()), value: $0.value.text ?? "")
        }
        writer.begin(name, attributes: declared + attributes)
        if let text = node.text, !node.isEmptyCell { writer.text(text) }
        for entry in entries where !entry.key.hasPrefix("@") {
            if entry.key == "#text" {
                writer.text(entry.value.text ?? "")
            } else {
                append(entry.key, entry.value, to: &writer)
            }
        }
        writer.end()
    }
}

extension YAMLNode {
    /// Whether it writes nothing: `key:`, `null` or `~`.
    fileprivate var isEmptyCell: Bool {
        if case .scalar(let text, .plain) = content { return ["", "null", "~"].contains(text) }
        return false
    }
}
