import CSV
import Feeds

/// Feed lines as CSV (RFC 4180): what a line says of its row, then the columns of the feed's records. Lines of several
/// entities share one table, whose columns are those of all of them.
struct LineTable {
    private var writer: CSVWriter
    private let envelope = ["op", "seq", "entity", "id", "rev", "at", "cause"]
    private let columns: [String]

    init(_ feed: CompiledFeed, entity: Int?, fields: [String]? = nil, guardsFormulas: Bool) {
        var columns: [String] = []
        let entities = entity.map { [feed.entities[$0]] } ?? feed.entities
        for column in entities.flatMap(\.columns)
        where !columns.contains(column.name) && fields?.contains(column.name) ?? true {
            columns.append(column.name)
        }
        self.columns = columns
        writer = CSVWriter(byteOrderMark: guardsFormulas, guardsFormulas: guardsFormulas)
        for name in envelope + columns { writer.text(name) }
        writer.endRecord()
    }

    var bytes: [UInt8] { writer.bytes }

    mutating func append(_ line: RawSpan) {
        let line = line.bytes
        let members = FlatJSON.members(of: line, in: line.indices)
        for name in envelope { write(members[name], of: line) }
        let record = members["record"].map { FlatJSON.members(of: line, in: $0) } ?? [:]
        for name in columns { write(record[name], of: line) }
        writer.endRecord()
    }

    private mutating func write(_ range: Range<Int>?, of line: [UInt8]) {
        guard let range, let first = range.first.map({ line[$0] }) else { return writer.empty() }
        switch first {
        case UInt8(ascii: "\""): writer.text(FlatJSON.text(of: line, in: range))
        case UInt8(ascii: "n"): writer.empty()
        default: writer.plain(String(decoding: line[range], as: UTF8.self))
        }
    }
}
