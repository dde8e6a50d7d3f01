/// The first records, a number a value: enough to tell whether several fields together are a key.
struct SampleRows: Sendable {
    static let mostRows = 3_000
    static let mostFields = 40
    private var rows: [[Int]] = []

    mutating func add(_ row: [Int]) {
        if rows.count < Self.mostRows { rows.append(row) }
    }

    /// The fewest fields, at most three, whose values together were never seen twice; earlier fields are preferred.
    func key(of fields: [FieldProfile]) -> [String]? {
        guard rows.count > 1 else { return nil }
        let usable = fields.indices.prefix(Self.mostFields).filter { fields[$0].filled > 0 }
        let always = usable.filter { column in rows.allSatisfy { $0.count > column && $0[column] != 0 } }
        for first in always {
            for second in always where second > first && isUnique([first, second]) {
                return [first, second].map { fields[$0].path }
            }
        }
        var chosen: [Int] = []
        // Beyond two, the fields that tell most apart are taken, one after the other.
        let ordered = always.sorted { count([$0]) > count([$1]) }
        for column in ordered.prefix(3) {
            chosen.append(column)
            if isUnique(chosen) { return chosen.sorted().map { fields[$0].path } }
        }
        return nil
    }

    private func isUnique(_ columns: [Int]) -> Bool { count(columns) == rows.count }

    private func count(_ columns: [Int]) -> Int { Set(rows.map { row in columns.map { row[$0] } }).count }
}
