import Feeds

/// CSV as ``LineTable`` has it: what a line says of its row, then the record's columns.
final class TableSnapshot: SnapshotBody {
    private let file: DraftFile
    private var table: LineTable

    private static let piece = 256 * 1024

    init(_ entity: CompiledFeedEntity, isRaw: Bool, _ file: DraftFile) throws {
        self.file = file
        table = LineTable(columns: entity.columns.map(\.name), guardsFormulas: !isRaw)
    }

    func append(_ line: StoredLine) throws {
        table.append(line)
        if table.bytes.count >= Self.piece { try drain() }
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        try drain()
        return try file.sealed()
    }

    private func drain() throws {
        try file.append(table.bytes)
        table.removeAll()
    }
}
