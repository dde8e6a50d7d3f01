import SQLite

/// The statements of ``SeriesStore``, prepared once.
struct SeriesStatements {
    let insertion: Statement
    let replacement: Statement
    let finding: Statement
    let newestRecent: Statement
    let newestBlock: Statement
    let supersession: Statement
    let readBlock: Statement
    let writeBlock: Statement
    let following: Statement
    let slot: Statement
    let removal: Statement
    let saveNewest: Statement

    init(_ database: Database) throws(SQLiteError) {
        insertion = try database.prepare("INSERT INTO recent VALUES (?1, ?2, ?3, ?4, ?5)")
        replacement = try database.prepare(
            """
            UPDATE recent SET received = ?3, origin = ?4, body = ?5 WHERE series = ?1 AND time = ?2
            """)
        finding = try database.prepare(
            "SELECT received, origin, body FROM recent WHERE series = ?1 AND time = ?2")
        newestRecent = try database.prepare("SELECT max(time) FROM recent WHERE series = ?1")
        newestBlock = try database.prepare("SELECT max(id) FROM block WHERE id BETWEEN ?1 AND ?2")
        supersession = try database.prepare(
            """
            INSERT INTO superseded (series, time, received, origin, until, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        readBlock = try database.prepare("SELECT body FROM block WHERE id = ?1")
        writeBlock = try database.prepare("INSERT OR REPLACE INTO block VALUES (?1, ?2)")
        following = try database.prepare(
            "SELECT series, time FROM recent WHERE series > ?1 ORDER BY series, time LIMIT 1")
        slot = try database.prepare(
            """
            SELECT time, received, origin, body FROM recent
              WHERE series = ?1 AND time >= ?2 AND time < ?3 ORDER BY time
            """)
        removal = try database.prepare("DELETE FROM recent WHERE series = ?1 AND time >= ?2 AND time < ?3")
        saveNewest = try database.prepare(
            """
            INSERT INTO newest VALUES (?1, ?2, ?3) ON CONFLICT (series, column)
              DO UPDATE SET time = max(time, excluded.time)
            """)
    }
}

/// The statements about what follows from the readings.
struct DerivedStatements {
    let putNotice: Statement
    let lastEpisode: Statement
    let laterEpisodes: Statement
    let keepEpisode: Statement
    let forgetEpisode: Statement
    let keepState: Statement
    let noteLate: Statement

    init(_ database: Database) throws(SQLiteError) {
        putNotice = try database.prepare(
            "INSERT OR REPLACE INTO notice (kind, key, at, fault, body) VALUES (?1, ?2, ?3, ?4, ?5)")
        lastEpisode = try database.prepare(
            """
            SELECT opened, body FROM episode WHERE series = ?1 AND factor = ?2 AND opened <= ?3
              ORDER BY opened DESC LIMIT 1
            """)
        laterEpisodes = try database.prepare(
            "SELECT opened, body FROM episode WHERE series = ?1 AND factor = ?2 AND opened >= ?3 ORDER BY opened")
        keepEpisode = try database.prepare("INSERT OR REPLACE INTO episode VALUES (?1, ?2, ?3, ?4)")
        forgetEpisode = try database.prepare(
            "DELETE FROM episode WHERE series = ?1 AND factor = ?2 AND opened = ?3")
        keepState = try database.prepare("INSERT OR REPLACE INTO point_state VALUES (?1, ?2)")
        noteLate = try database.prepare("INSERT OR IGNORE INTO computing_late VALUES (?1, ?2)")
    }
}
