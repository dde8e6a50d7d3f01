/// How one series went on lately: how far its readings lie apart, and how its columns go.
struct SeriesRun {
    /// The newest moment.
    private(set) var last = Int64.min
    /// The usual distance of two readings in milliseconds; nil while there was one only. It follows a shorter distance at once
    /// and a longer one slowly, so that an outage does not make a device slow.
    private(set) var interval: Int64?
    /// By column, in the order of columns.
    var columns: [ColumnRun] = []

    /// Whether a reading goes on from the last one; it is then the last one.
    mutating func goOn(to time: Int64) -> Bool {
        guard time > last else { return false }
        defer { last = time }
        guard last > Int64.min else { return true }
        let distance = time - last
        if let known = interval, distance > known {
            interval = known + min(distance - known, known) / 16
        } else {
            interval = distance
        }
        return true
    }

    /// What is known before any reading was followed: the distance of the newest two.
    mutating func learn(interval: Int64) { self.interval = self.interval ?? interval }

    /// The place of a column's run, which is mostly the one that is expected.
    mutating func place(of column: Int32, expected: Int) -> Int {
        if expected < columns.count, columns[expected].column == column { return expected }
        let place = columns.firstIndex { $0.column >= column } ?? columns.count
        if place == columns.count || columns[place].column != column {
            columns.insert(ColumnRun(column: column), at: place)
        }
        return place
    }
}
