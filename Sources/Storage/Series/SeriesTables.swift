/// The tables of `measurements.db`: what devices report, in a file of its own, so that it has its own writer.
///
///     device ──> recent ── sealed, some thousand readings at a time ──> block
///                  └── replaced by other values of the same moment ──> superseded
///     what follows from it, for the hub's connector to pull: episode, notice
///
/// Instants are milliseconds since 1970-01-01T00:00:00Z. A series is a point and a period (``SeriesID``). A body holds the
/// values of one reading (``ReadingBody``), a block those of many, by column (``SeriesBlock``).
enum SeriesTables {
    static let layout: Int64 = 1

    static let fixed = """
        CREATE TABLE IF NOT EXISTS series_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS series_point (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
        -- What a value is of: the factor as the code table names it, the field of the standard (Rtd, Avg, Flag …), the unit.
        CREATE TABLE IF NOT EXISTS series_column (id INTEGER PRIMARY KEY, factor TEXT NOT NULL, field TEXT NOT NULL,
          unit TEXT NOT NULL, UNIQUE (factor, field, unit));
        -- origin: ReadingOrigin.
        CREATE TABLE IF NOT EXISTS recent (series INTEGER NOT NULL, time INTEGER NOT NULL, received INTEGER NOT NULL, origin INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (series, time)) WITHOUT ROWID;
        -- id: SeriesID.block.
        CREATE TABLE IF NOT EXISTS block (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
        -- The newest sealed time of every column of a series, so that the latest value is found without reading history.
        CREATE TABLE IF NOT EXISTS newest (series INTEGER NOT NULL, column INTEGER NOT NULL, time INTEGER NOT NULL,
          PRIMARY KEY (series, column)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS superseded (id INTEGER PRIMARY KEY, series INTEGER NOT NULL, time INTEGER NOT NULL,
          received INTEGER NOT NULL, origin INTEGER NOT NULL, until INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS superseded_series ON superseded (series, time);
        -- Stretches of time in which a factor stood over its limit. body: EpisodeBody.
        CREATE TABLE IF NOT EXISTS episode (series INTEGER NOT NULL, factor TEXT NOT NULL, opened INTEGER NOT NULL,
          body BLOB NOT NULL, PRIMARY KEY (series, factor, opened)) WITHOUT ROWID;
        -- By which limits the values of a factor have been judged. limits: their owner's.
        CREATE TABLE IF NOT EXISTS judged (point INTEGER NOT NULL, factor TEXT NOT NULL, limits TEXT NOT NULL,
          PRIMARY KEY (point, factor)) WITHOUT ROWID;
        -- How a point does: normal, over, offline, suspect. body: its owner's.
        CREATE TABLE IF NOT EXISTS point_state (point INTEGER PRIMARY KEY, body BLOB NOT NULL);
        -- Hours of which something came when they had been computed, until they have been computed anew.
        CREATE TABLE IF NOT EXISTS computing_late (point INTEGER NOT NULL, hour INTEGER NOT NULL,
          PRIMARY KEY (point, hour)) WITHOUT ROWID;
        -- What is told to the hub, in the order in which it happened: of two notices of one key the newer one replaces the older.
        -- kind: NoticeKind. body: the record as JSON, or the bytes that were refused.
        CREATE TABLE IF NOT EXISTS notice (change INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, key TEXT NOT NULL,
          at INTEGER NOT NULL, fault TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (kind, key));
        """
}
