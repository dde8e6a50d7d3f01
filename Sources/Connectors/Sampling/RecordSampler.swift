import CSV
import JSON
public import Model
import XML

/// Makes a profile of the first records of a run, whole records and not only what the mapping reads of them: a path that
/// is misspelt can then be told from one that is right.
public struct RecordSampler: Sendable {
    private let format: RecordFormat
    private let limit: Int
    private var builder: SampleBuilder

    /// A sampler of at most `limits.sample` records, which keeps values of the paths `keeps` alone.
    public init(_ definition: ConnectorDefinition, keeping keeps: Set<String>) {
        format = definition.format
        limit = definition.limits.sample
        builder = SampleBuilder(keeping: keeps)
    }

    /// Whether no more records are wanted.
    public var isFull: Bool { builder.records >= limit }

    /// What was found.
    public var profile: SampleProfile { builder.profile }

    /// Takes records of a page until there are enough. What cannot be read again is left out.
    public mutating func add(_ pulled: PulledPage) {
        let places = pulled.page.places.prefix(max(0, limit - builder.records))
        guard !places.isEmpty else { return }
        switch format {
        case .table where !pulled.prologue.isEmpty: addRows(places.map { pulled.page.raw($0) }, header: pulled.prologue)
        case .json, .table: for place in places { addJSON(Array(pulled.page.raw(place))) }
        case .xml: for place in places { addXML(Array(pulled.page.raw(place))) }
        }
    }
}

extension RecordSampler {
    private mutating func addJSON(_ raw: [UInt8]) {
        let document = JSONDocument()
        guard (try? document.parse(raw)) != nil, document.kind(of: .root) == .object else { return }
        builder.addRecord()
        let isTable = format == .table
        members(of: .root, in: document, at: isTable ? "" : "$", isTable: isTable)
    }

    private mutating func members(of node: JSONNode, in document: JSONDocument, at path: String, isTable: Bool) {
        for child in document.children(of: node) {
            let name = text(document.key(of: child), of: document)
            add(child, of: document, at: isTable ? name : SamplePath.member(name, of: path))
        }
    }

    private mutating func add(_ node: JSONNode, of document: JSONDocument, at path: String) {
        switch document.kind(of: node) {
        case .null: builder.add(path, .null)
        case .true, .false: builder.add(path, .bool)
        case .number, .string: builder.add(path, text: text(document.text(of: node), of: document))
        case .object:
            builder.add(path, .object)
            members(of: node, in: document, at: path, isTable: false)
        case .array:
            builder.add(path, .list)
            for item in document.children(of: node) { add(item, of: document, at: SamplePath.items(of: path)) }
        }
    }

    private func text(_ slice: JSONSlice, of document: JSONDocument) -> String {
        unsafe String(decoding: document.bytes[slice.offset..<slice.offset + slice.count], as: UTF8.self)
    }
}

extension RecordSampler {
    /// Rows of CSV; the header says the delimiter, as it stands between its quoted names.
    private mutating func addRows(_ rows: [ArraySlice<UInt8>], header: [UInt8]) {
        var body = header
        for row in rows {
            body += row
            body.append(0x0A)
        }
        let batch = CSVBatch()
        var reader = CSVReader(CSVFormat(delimiter: Self.delimiter(of: header)))
        unsafe body.withUnsafeBytes { bytes in
            _ = unsafe reader.scan(bytes, isLast: true, into: batch)
            guard let first = batch.records.first else { return }
            let names = (0..<first.fieldCount).map { unsafe batch.text(first, $0, in: bytes) }
            let places = names.map { builder.place(of: $0) }
            for record in batch.records.dropFirst() {
                builder.addRecord()
                for column in 0..<min(record.fieldCount, places.count) {
                    guard let place = places[column] else { continue }
                    let text = unsafe batch.bytes(batch.field(record, column), in: bytes)
                    unsafe builder.add(text.bindMemory(to: UInt8.self).span, at: place)
                }
            }
        }
    }

    private static func delimiter(of header: [UInt8]) -> CSVDelimiter {
        var isQuoted = false
        for byte in header {
            if byte == 0x22 { isQuoted.toggle() } else if !isQuoted { return CSVDelimiter(rawValue: byte) ?? .comma }
        }
        return .comma
    }
}

extension RecordSampler {
    private mutating func addXML(_ raw: [UInt8]) {
        guard let page = try? XMLPage(raw, options: XMLOptions()) else { return }
        builder.addRecord()
        add(page.root, of: page, at: "")
    }

    private mutating func add(_ node: XMLNode, of page: XMLPage, at path: String) {
        for attribute in page.attributes(of: node) {
            builder.add(SamplePath.element("@" + page.name(of: attribute), of: path), text: page.text(of: attribute))
        }
        for child in page.children(of: node) {
            let own = SamplePath.element(page.name(of: child), of: path)
            if page.children(of: child).isEmpty {
                builder.add(own, text: page.text(of: child))
            } else {
                builder.add(own, .object)
            }
            add(child, of: page, at: own)
        }
    }
}
