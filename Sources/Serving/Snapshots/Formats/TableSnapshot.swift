import CSV
import Feeds

/// CSV as ``LineTable`` has it: what a line says of its row, then the record's columns.
final class TableSnapshot: SnapshotBody {
    private let file: DraftFile
    private var writer: CSVWriter
    private var text: [UInt8] = []

    private static let piece = 256 * 1024

    init(_ entity: CompiledFeedEntity, isRaw: Bool, _ file: DraftFile) throws {
        self.file = file
        writer = CSVWriter(byteOrderMark: !isRaw, guardsFormulas: !isRaw)
        for name in StoredLine.envelopeNames + entity.columns.map(\.name) { writer.text(name) }
        writer.endRecord()
    }

    func append(_ line: StoredLine) throws {
        for value in line.envelope { write(value, line) }
        for value in line.values { write(value, line) }
        writer.endRecord()
        if writer.bytes.count >= Self.piece { try drain() }
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        try drain()
        return try file.sealed()
    }

    private func write(_ value: Range<Int>, _ line: StoredLine) {
        guard !line.isNull(value) else { return writer.empty() }
        line.copy(value, to: &text)
        if line.isText(value) { writer.text(text) } else { writer.plain(text) }
    }

    private func drain() throws {
        try file.append(writer.bytes)
        writer.removeAll()
    }
}
