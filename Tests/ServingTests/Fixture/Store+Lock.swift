import SQLite
import Storage

extension Store {
    /// A connection that keeps a database file locked for writers until it commits.
    static func locker(_ path: String) throws -> Database {
        let database = try Database(path: path, mode: .readWrite)
        try database.begin(.immediate)
        return database
    }
}
