import Model

/// The golden row: what several records say of one thing, put together.
enum GoldenRow {
    /// For every column the first value that any of `rows` has, in their order: the most trusted first.
    static func merge(_ rows: [RowValues], width: Int) -> RowValues {
        var merged = RowValues()
        for column in 0..<width {
            let speaker = rows.first { column < $0.values.count && $0.values[column].kind != .null }
            if let speaker {
                merged.append(speaker.values[column], from: speaker.arena)
            } else {
                merged.values.append(.null)
            }
        }
        return merged
    }
}
