import Crypto
import Foundation
import SQLite

/// The canonical CSV of the permits table, as the workload's description defines it, and its SHA-256.
struct CanonicalTable {
    let rows: Int
    let checksum: String

    private static let columns = [
        "permit_no", "enterprise_name", "uscc", "industry_code", "industry_name", "region_code", "address", "longitude",
        "latitude", "issue_date", "expiry_date", "outlet_count", "cod_limit_kg_m3", "nh3n_limit_mg_l", "mgmt_level",
        "contact_phone",
    ]
    private static let heading = columns.map { ["longitude": "lon", "latitude": "lat"][$0] ?? $0 }.joined(
        separator: ",")

    /// Reads the table of the store at `path`.
    init(storeAt path: String) throws {
        let database = try Database(path: path, mode: .readOnly)
        let select = try database.prepare(
            "SELECT \(CanonicalTable.columns.joined(separator: ", ")) FROM permit ORDER BY permit_no")
        var hash = SHA256()
        hash.update(Array((CanonicalTable.heading + "\n").utf8))
        var count = 0
        while try select.step() {
            let cells = CanonicalTable.columns.indices.map { CanonicalTable.cell(select, $0) }
            hash.update(Array((cells.joined(separator: ",") + "\n").utf8))
            count += 1
        }
        rows = count
        checksum = hash.finish().hex
    }

    private static func cell(_ row: Statement, _ column: Int) -> String {
        switch row.type(column) {
        case .null: return ""
        case .integer: return "\(row.integer(column))"
        case .real: return String(format: "%.6f", row.double(column))
        case .text, .blob:
            let text = row.text(column) ?? ""
            guard text.utf8.contains(where: { [10, 13, 34, 44].contains($0) }) else { return text }
            return "\"" + text.replacing("\"", with: "\"\"") + "\""
        }
    }
}
