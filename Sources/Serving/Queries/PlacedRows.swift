import Feeds
import Model
import Storage

/// Where and when the records of one entity of a feed are, by rising row number: what queries by box and time are answered from
/// without reading every record.
///
/// It takes 32 bytes a row. It follows the feed as a partner does: rows whose lines were stored behind the last head are read anew.
struct PlacedRows {
    private struct Row {
        let row: Int64
        var place: PlacedColumns.Place
    }

    private let columns: PlacedColumns
    private var rows: [Row] = []
    private var line: StoredLine

    init(_ entity: CompiledFeedEntity) {
        columns = PlacedColumns(entity)
        line = StoredLine(entity)
    }

    /// How many records there are.
    var count: Int { rows.count }

    /// Takes a record's line; rows come in rising order at first, in any order later.
    mutating func put(_ row: Int64, _ line: RawSpan) {
        self.line.read(line)
        let read = Row(row: row, place: columns.place(of: self.line))
        if rows.last.map({ $0.row < row }) ?? true { return rows.append(read) }
        let at = index(of: row)
        if at < rows.count, rows[at].row == row { rows[at] = read } else { rows.insert(read, at: at) }
    }

    /// The row has no record any more.
    mutating func remove(_ row: Int64) {
        let at = index(of: row)
        if at < rows.count, rows[at].row == row { rows.remove(at: at) }
    }

    /// The first rows behind `row` that lie in the box and the time, at most `limit` of them.
    func matching(_ box: QueriedBox?, _ time: TimeRange?, after row: Int64, limit: Int) -> [Int64] {
        var found: [Int64] = []
        var at = index(of: row + 1)
        while at < rows.count, found.count < limit {
            if rows[at].place.lies(in: box, time) { found.append(rows[at].row) }
            at += 1
        }
        return found
    }

    /// Where `row` is, or would be.
    private func index(of row: Int64) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].row < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
