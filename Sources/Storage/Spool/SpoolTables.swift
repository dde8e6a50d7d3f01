/// The tables of what is forwarded to an upstream platform. They lie in the file of the time series, so that a packet is stored
/// and waits to be sent by one and the same commit.
enum SpoolTables {
    static let fixed = """
        -- The packets that wait, in the order of their commits; a number is never given twice. at: when the packet came. qn: the
        -- moment that stands for its QN where it has none. frame: as the device sent it.
        CREATE TABLE IF NOT EXISTS spool (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, qn INTEGER,
          frame BLOB NOT NULL);
        -- One row. waiting, bytes: what waits. sent, refused, missed: since the file was begun. gap_since, gap_missed: the stretch
        -- of time in which nothing was taken because the spool was full; NULL and 0 outside one. newest_qn: the last `qn` made.
        CREATE TABLE IF NOT EXISTS spool_total (id INTEGER PRIMARY KEY CHECK (id = 1), waiting INTEGER NOT NULL,
          bytes INTEGER NOT NULL, sent INTEGER NOT NULL, refused INTEGER NOT NULL, missed INTEGER NOT NULL,
          gap_since INTEGER, gap_missed INTEGER NOT NULL, newest_qn INTEGER NOT NULL);
        INSERT OR IGNORE INTO spool_total VALUES (1, 0, 0, 0, 0, 0, NULL, 0, 0);
        """
}
