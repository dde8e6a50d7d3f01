import Model

/// The golden row: what several records say of one thing, put together. For every column the first value that any of them
/// has, in their order: the most trusted first.
struct GoldenRow {
    private var rows: [RowValues] = []
    private var records: [Int64] = []
    /// For every column the row in ``rows`` that it is taken from.
    private var chosen: [Int?]
    private var missing: Set<Int>

    /// - Parameter wanted: the columns of which anything can be known; without, all may be.
    init(width: Int, wanted: [Int]? = nil) {
        chosen = Array(repeating: nil, count: width)
        missing = Set(wanted ?? Array(0..<width))
    }

    /// Whether nothing that comes later can alter it.
    var isWhole: Bool { missing.isEmpty }

    /// Adds what the next record says.
    mutating func add(_ row: RowValues, from record: Int64 = 0) {
        let given = missing.filter { $0 < row.values.count && row.values[$0].kind != .null }
        if given.isEmpty { return }
        for column in given { chosen[column] = rows.count }
        missing.subtract(given)
        rows.append(row)
        records.append(record)
    }

    /// For every column the record that it is from; 0 for none.
    var speakers: [Int64] { chosen.map { $0.map { records[$0] } ?? 0 } }

    /// The row.
    var values: RowValues {
        var merged = RowValues()
        for (column, speaker) in chosen.enumerated() {
            if let speaker {
                merged.append(rows[speaker].values[column], from: rows[speaker].arena)
            } else {
                merged.values.append(.null)
            }
        }
        return merged
    }

    /// `rows` put together.
    static func merge(_ rows: [RowValues], width: Int) -> RowValues {
        var golden = GoldenRow(width: width)
        for row in rows { golden.add(row) }
        return golden.values
    }
}
