import CSV
import JSON
public import Model
import XML

/// Takes the raw records of pages apart, whatever the mapping or connector wanted of them.
public struct SampleReader {
    private let form: SampleForm
    private let document = JSONDocument()
    private var table: (prologue: [UInt8], names: [String], format: CSVFormat)?

    /// A reader of records of `form`.
    public init(form: SampleForm) { self.form = form }

    /// The records of a page, one after the other; such as cannot be read are left out.
    ///
    /// - Parameter prologue: what must stand before a raw record: the header line of a CSV.
    public mutating func read(_ page: RecordPage, prologue: [UInt8], _ body: (SampleValue) -> Void) {
        for index in 0..<page.count {
            if let value = value(Array(page.raw(index)), prologue: prologue) { body(value) }
        }
    }

    private mutating func value(_ raw: [UInt8], prologue: [UInt8]) -> SampleValue? {
        switch form {
        case .xml(let prefixes):
            let options = XMLOptions(ignoresNamespaces: prefixes.isEmpty)
            guard let page = try? XMLPage(raw, options: options) else { return nil }
            return XMLSample(page: page, prefixes: prefixes).value(of: page.root)
        // A row of a database keeps itself as a JSON object.
        case .table where !prologue.isEmpty: return row(raw, prologue: prologue)
        case .json, .table:
            guard (try? document.parse(raw)) != nil else { return nil }
            return document.sample(of: .root)
        }
    }

    private mutating func row(_ raw: [UInt8], prologue: [UInt8]) -> SampleValue? {
        if table?.prologue != prologue {
            let found = CSVDelimiter.allCases.map { delimiter in
                let format = CSVFormat(delimiter: delimiter)
                return (prologue, Self.cells(prologue, format), format)
            }
            table = found.max { $0.1.count < $1.1.count }
        }
        guard let table else { return nil }
        let cells = Self.cells(raw, table.format)
        return .record(zip(table.names, cells).map { SampleValue.Member($0, .text($1)) })
    }

    private static func cells(_ bytes: [UInt8], _ format: CSVFormat) -> [String] {
        let batch = CSVBatch()
        var reader = CSVReader(format)
        return unsafe bytes.withUnsafeBytes { bytes in
            _ = unsafe reader.scan(bytes, isLast: true, maxRecords: 1, into: batch)
            guard let first = batch.records.first else { return [] }
            return (0..<first.fieldCount).map { unsafe batch.text(first, $0, in: bytes) }
        }
    }
}

extension JSONDocument {
    /// The value of a node.
    func sample(of node: JSONNode) -> SampleValue {
        switch kind(of: node) {
        case .null: .null
        case .false: .bool(false)
        case .true: .bool(true)
        case .number: .number(string(of: text(of: node)))
        case .string: .text(string(of: text(of: node)))
        case .array: .list(children(of: node).map(sample))
        case .object: .record(children(of: node).map { SampleValue.Member(string(of: key(of: $0)), sample(of: $0)) })
        }
    }
}
