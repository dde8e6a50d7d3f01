import CSV
import Feeds

/// Feed lines as CSV (RFC 4180): what a line says of its row, then the columns of the feed's records. Lines of several
/// entities share one table, whose columns are those of all of them.
struct LineTable {
    private var writer: CSVWriter
    private var line: StoredLine
    private var text: [UInt8] = []

    init(_ feed: CompiledFeed, entity: Int?, fields: [String]? = nil, guardsFormulas: Bool) {
        var columns: [String] = []
        let entities = entity.map { [feed.entities[$0]] } ?? feed.entities
        for column in entities.flatMap(\.columns)
        where !columns.contains(column.name) && fields?.contains(column.name) ?? true {
            columns.append(column.name)
        }
        self.init(columns: columns, guardsFormulas: guardsFormulas)
    }

    /// A table of some columns of records.
    init(columns: [String], guardsFormulas: Bool) {
        line = StoredLine(columns: columns)
        writer = CSVWriter(byteOrderMark: guardsFormulas, guardsFormulas: guardsFormulas)
        for name in StoredLine.envelopeNames + columns { writer.text(name) }
        writer.endRecord()
    }

    /// What was written since it was last taken away.
    var bytes: [UInt8] { writer.bytes }

    /// Forgets what was written, when it is where it belongs.
    mutating func removeAll() { writer.removeAll() }

    /// Appends a line as it is stored.
    mutating func append(_ line: RawSpan) {
        self.line.read(line)
        append(self.line)
    }

    /// Appends a line that was taken apart by the same columns.
    mutating func append(_ line: StoredLine) {
        for value in line.envelope { write(value, line) }
        for value in line.values { write(value, line) }
        writer.endRecord()
    }

    private mutating func write(_ value: Range<Int>, _ line: StoredLine) {
        guard !line.isNull(value) else { return writer.empty() }
        line.copy(value, to: &text)
        if line.isText(value) { writer.text(text) } else { writer.plain(text) }
    }
}
