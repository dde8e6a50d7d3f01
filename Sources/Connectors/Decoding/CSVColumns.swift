import CSV
import Diagnostics
import Model

/// A record shape compiled for a table: which column each slot takes.
struct CSVColumns {
    /// The column of each slot of scope 0; -1 for one that the table does not have.
    let columns: [Int]
    /// A hash of the header, the delimiter and the encoding.
    let layout: UInt64
    /// The header as a line of CSV.
    let prologue: [UInt8]
    /// The columns that no slot takes.
    let unknown: [String]

    /// The slots whose columns are not there.
    var missing: [Int] { columns.indices.filter { columns[$0] < 0 } }

    /// - Throws: `settings` when a column is missing and `reaction` is `fail`; slots of `roles` must be there in any case,
    ///   those of `optional` in none.
    init(
        _ plan: RecordPlan, names: [String], reaction: ContractRules.Reaction, source: String,
        delimiter: UInt8, encoding: String
    ) throws(ConnectorError) {
        let (shape, roles) = (plan.shape, plan.roles)
        if shape.scopes.count > 1 {
            throw ConnectorError(
                .settings, code: "bad_path",
                message: "a row of a table has no lists in it; delete `each:` of the mapping")
        }
        var columns: [Int] = []
        for (slot, path) in (shape.scopes.first?.paths ?? []).enumerated() {
            guard let wanted = ColumnPath.name(path) else {
                throw ConnectorError(.settings, code: "bad_path", message: "`\(path)` is no column")
            }
            let found = names.firstIndex { $0.utf8.elementsEqual(wanted.utf8) }
            let isNeeded = reaction == .fail && !plan.optional.contains(slot)
            if found == nil, isNeeded || roles.contains(slot) {
                throw Self.missing(wanted, names, source)
            }
            columns.append(found ?? -1)
        }
        self.columns = columns
        let taken = Set(columns)
        unknown = names.indices.filter { !taken.contains($0) && !names[$0].isEmpty }
            .prefix(RecordPage.mostUnknownFields).map { names[$0] }
        var hasher = ByteHasher()
        for name in names { hasher.add(Array(name.utf8).span) }
        hasher.add(Array(encoding.utf8).span)
        hasher.add(UInt64(delimiter))
        layout = hasher.value
        prologue = Self.line(names, delimiter)
    }

    static func missing(_ wanted: String, _ names: [String], _ source: String) -> ConnectorError {
        let near = Suggestion.nearest(to: wanted, among: names)
        let listed = names.prefix(30).map { "`\($0)`" }.joined(separator: ", ")
        return ConnectorError(
            .settings, code: "missing_field",
            message: "\(source) has no column `\(wanted)`; "
                + (near.map { "did you mean `\($0)`?" } ?? "it has \(listed)"))
    }

    private static func line(_ names: [String], _ delimiter: UInt8) -> [UInt8] {
        var line: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { line.append(delimiter) }
            line.append(0x22)
            for byte in name.utf8 {
                if byte == 0x22 { line.append(0x22) }
                line.append(byte)
            }
            line.append(0x22)
        }
        return line + [0x0A]
    }
}
