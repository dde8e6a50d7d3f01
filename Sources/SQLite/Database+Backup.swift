import CSQLite

extension Database {
    /// Copies this database, as of one moment, over another one while others go on using it.
    ///
    /// - Parameters:
    ///   - destination: an open, writable connection; what it held is replaced.
    ///   - pagesPerStep: pages copied between two calls of `progress`, during which writers may get in.
    ///   - progress: told the pages that remain and the pages there are.
    /// - Throws: ``SQLiteError``, with `isBusy` when a lock is held for longer than the destination's busy timeout.
    public func backup(
        to destination: Database, pagesPerStep: Int32 = 1024,
        progress: (_ remaining: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(SQLiteError) {
        guard let backup = unsafe sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw destination.error(unsafe sqlite3_errcode(destination.handle))
        }
        var code: Int32
        var patience = destination.busyTimeout
        repeat {
            code = unsafe sqlite3_backup_step(backup, pagesPerStep)
            if code == SQLITE_OK {
                unsafe progress(Int(sqlite3_backup_remaining(backup)), Int(sqlite3_backup_pagecount(backup)))
            } else if Database.isLock(code), patience > 0 {
                patience -= sqlite3_sleep(10)
                code = SQLITE_OK
            }
        } while code == SQLITE_OK
        let finished = unsafe sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, finished == SQLITE_OK else {
            throw destination.error(code == SQLITE_DONE ? finished : code)
        }
    }

    private static func isLock(_ code: Int32) -> Bool {
        code & 0xff == SQLITE_BUSY || code & 0xff == SQLITE_LOCKED
    }
}
