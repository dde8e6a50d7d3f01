import Foundation
import SQLite

/// A database file in a folder of its own, removed with the fixture.
final class Fixture {
    let folder: URL
    let path: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("a.db").path
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open(_ mode: Database.Mode = .create, busyTimeout: Int32 = 0) throws -> Database {
        try Database(path: path, mode: mode, busyTimeout: busyTimeout)
    }
}

func memory() throws -> Database { try Database(path: ":memory:") }

/// The SQLite error that `body` throws, or nil.
func caught(_ body: () throws -> Void) -> SQLiteError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SQLiteError
    }
}
