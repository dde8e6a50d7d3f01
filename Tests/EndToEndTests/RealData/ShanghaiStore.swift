import Model
import SQLite

/// Questions to the store of a ``ShanghaiHub``.
struct ShanghaiStore {
    let database: Database

    /// The first row of a query, as texts; nil stands for NULL.
    func row(_ sql: String) throws -> [String?] {
        let statement = try database.prepare(sql)
        guard try statement.step() else { return [] }
        return (0..<statement.columnCount).map { statement.text($0) }
    }

    /// A query of a name and a number, as a dictionary.
    func counts(_ sql: String) throws -> [String: Int] {
        let statement = try database.prepare(sql)
        var counts: [String: Int] = [:]
        while try statement.step() { counts[statement.text(0) ?? "NULL"] = Int(statement.integer(1)) }
        return counts
    }

    /// A hash of every table's rows, but for the tables that tell of runs.
    func fingerprints() throws -> [String: UInt64] {
        let told = ["hub_run", "hub_cursor", "hub_meta"]
        let names = try counts("SELECT name, 1 FROM sqlite_master WHERE type = 'table'").keys.filter {
            !told.contains($0)
        }
        var prints: [String: UInt64] = [:]
        for name in names { prints[name] = try fingerprint("SELECT * FROM \(name)") }
        return prints
    }

    private func fingerprint(_ sql: String) throws -> UInt64 {
        var hasher = ByteHasher()
        let statement = try database.prepare(sql)
        while try statement.step() {
            for column in 0..<statement.columnCount {
                hasher.add(UInt64(bitPattern: Int64(statement.type(column).rawValue)))
                let bytes = statement.blob(column) ?? []
                hasher.add(bytes.span)
            }
        }
        return hasher.value
    }
}
