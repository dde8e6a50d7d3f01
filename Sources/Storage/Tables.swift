/// The tables of the embedded store, whole: everything the hub knows is in these and in one table per entity.
///
///     hub_record ──< entity tables (pollution_source, permit, …) ──< hub_feed_N
///        │                    │
///        │                    └─< hub_history, hub_contribution, hub_alias
///        └─< hub_quarantine, hub_flag, hub_raw >── hub_raw_block
///
/// Instants are milliseconds since 1970-01-01T00:00:00Z. `*_hash` and `print` are 64-bit hashes of Model's `StableHash`;
/// where a hash finds a row, the text beside it decides.
enum Tables {
    /// The layout's number, kept in `hub_meta`; a store of another number is refused. Stores of layout 3 and before keep things that
    /// were linked by equal identifiers, and not what was linked: they cannot be brought along.
    static let layout = 4

    /// The tables that do not depend on the schema files.
    static let fixed = """
        CREATE TABLE IF NOT EXISTS hub_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        -- Small numbers for names: systems, connectors, entities, feeds. Numbers are never reused.
        CREATE TABLE IF NOT EXISTS hub_name (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
        -- Which system a connector pulls from.
        CREATE TABLE IF NOT EXISTS hub_source (connector INTEGER PRIMARY KEY, system INTEGER NOT NULL);
        -- The text of every mapping, code table, unit file and schema that a run used.
        CREATE TABLE IF NOT EXISTS hub_version (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
          name TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL);
        -- Which texts a version is made of: the mapping's own is the version itself.
        CREATE TABLE IF NOT EXISTS hub_version_part (version INTEGER NOT NULL, part INTEGER NOT NULL,
          PRIMARY KEY (version, part)) WITHOUT ROWID;
        -- state: running, ok, failed, inconsistent, held, stopped.
        CREATE TABLE IF NOT EXISTS hub_run (id INTEGER PRIMARY KEY, connector INTEGER NOT NULL, version TEXT NOT NULL,
          mode TEXT NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER, pages INTEGER NOT NULL DEFAULT 0,
          read INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
          quarantined INTEGER NOT NULL DEFAULT 0, filtered INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,
          absent INTEGER NOT NULL DEFAULT 0, held_children INTEGER NOT NULL DEFAULT 0, code TEXT, message TEXT);
        CREATE TABLE IF NOT EXISTS hub_cursor (connector INTEGER PRIMARY KEY, cursor TEXT, run INTEGER NOT NULL,
          at INTEGER NOT NULL);
        -- One row per source record.
        -- rows: the hub rows that the record gives, as (row, entity) pairs of little-endian 64-bit numbers.
        CREATE TABLE IF NOT EXISTS hub_record (id INTEGER PRIMARY KEY, connector INTEGER NOT NULL, key_hash INTEGER NOT NULL,
          run INTEGER NOT NULL, version INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, rows BLOB);
        -- What has the key of a hash. scope: a connector (number is a record's, print its fingerprint, state what became of
        -- it: 0 stored, 1 quarantined, 2 filtered, 3 deleted, 4 waiting) or an entity (number is a row's).
        CREATE TABLE IF NOT EXISTS hub_key_hash (scope INTEGER NOT NULL, key_hash INTEGER NOT NULL, number INTEGER NOT NULL,
          print INTEGER NOT NULL, state INTEGER NOT NULL, PRIMARY KEY (scope, key_hash)) WITHOUT ROWID;
        -- Versions of a record that a later record of the same key replaced within one complete reading.
        CREATE TABLE IF NOT EXISTS hub_echo (record INTEGER NOT NULL, print INTEGER NOT NULL,
          PRIMARY KEY (record, print)) WITHOUT ROWID;
        -- What each record says of a row, or of a member of a linked thing, that more than one record speaks of; lower ranks first.
        CREATE TABLE IF NOT EXISTS hub_contribution (row INTEGER NOT NULL, record INTEGER NOT NULL, entity INTEGER NOT NULL,
          rank INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (row, record)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS hub_contribution_order ON hub_contribution (row, rank, record);
        -- The identifiers by which members of linked things are called: scheme is the identifier's number, row the member's.
        -- record: who says so; 0 for a mere mention.
        CREATE TABLE IF NOT EXISTS hub_alias (entity INTEGER NOT NULL, scheme INTEGER NOT NULL, key TEXT NOT NULL,
          row INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (entity, scheme, key, row, record)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS hub_alias_row ON hub_alias (row);
        -- What one system calls by one key is one member of a linked entity: members of several systems may be one thing. id is a
        -- row's number for ever; row is that of the thing it belongs to now, which has the number of one of its members.
        -- records: how many speak of it, 0 when it is only referred to, -1 when nothing is said of it any more; record: the one that alone does, else 0.
        -- change: grows whenever what linking looks at changes. body: its values, of several records for each column the newest
        -- that has any; speakers: which record that is for each column, as little-endian 64-bit numbers, null of a single one.
        -- mention: what records that only refer to it say of it; it is all that is known when no record tells of it.
        CREATE TABLE IF NOT EXISTS hub_member (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, system INTEGER NOT NULL,
          key TEXT NOT NULL, row INTEGER NOT NULL, records INTEGER NOT NULL, record INTEGER NOT NULL, change INTEGER NOT NULL,
          body BLOB NOT NULL, speakers BLOB, mention BLOB, UNIQUE (entity, system, key));
        CREATE INDEX IF NOT EXISTS hub_member_row ON hub_member (row);
        CREATE INDEX IF NOT EXISTS hub_member_change ON hub_member (change);
        -- Each change of the thing that a member belongs to. from_row: 0 for a new member. cause: linked, relinked, decided.
        -- other: the member that spoke most for it, 0 for none; bits and rule as linking explains them.
        CREATE TABLE IF NOT EXISTS hub_regrouping (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, run INTEGER NOT NULL,
          member INTEGER NOT NULL, from_row INTEGER NOT NULL, to_row INTEGER NOT NULL, cause TEXT NOT NULL,
          decision INTEGER NOT NULL, other INTEGER NOT NULL, bits REAL NOT NULL, rule TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS hub_regrouping_member ON hub_regrouping (member);
        CREATE INDEX IF NOT EXISTS hub_regrouping_from ON hub_regrouping (from_row) WHERE from_row <> 0;
        -- What people decided. kind: same, different, pin. members: their numbers as a JSON array of arrays: one of same and of pin,
        -- two of different, whose members are kept apart from those of the other. A decision that was taken back keeps its row.
        CREATE TABLE IF NOT EXISTS hub_decision (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, members TEXT NOT NULL,
          who TEXT NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL, undone_by TEXT, undone_why TEXT, undone_at INTEGER);
        -- Numbers that are no thing of their own any more, and what they went into.
        CREATE TABLE IF NOT EXISTS hub_merged (row INTEGER PRIMARY KEY, entity INTEGER NOT NULL, into_row INTEGER NOT NULL,
          at INTEGER NOT NULL);
        -- Rows that are gone keep their number, so that a key that comes back has the id it had.
        CREATE TABLE IF NOT EXISTS hub_gone (entity INTEGER NOT NULL, key_hash INTEGER NOT NULL, row INTEGER NOT NULL,
          rev INTEGER NOT NULL, PRIMARY KEY (entity, key_hash, row)) WITHOUT ROWID;
        -- Superseded and deleted revisions; the newest is in the entity's table.
        CREATE TABLE IF NOT EXISTS hub_history (row INTEGER NOT NULL, rev INTEGER NOT NULL, entity INTEGER NOT NULL,
          run INTEGER NOT NULL, at INTEGER NOT NULL, until_run INTEGER NOT NULL, until INTEGER NOT NULL, body TEXT NOT NULL,
          PRIMARY KEY (row, rev)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_flag (record INTEGER NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL,
          code TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (record, row, field)) WITHOUT ROWID;
        -- state: open, waiting, resolved. raw: the record as it came; context: what its decoder needs besides, such as a CSV's header;
        -- layout: a hash of what the bytes do not say themselves, null for what was held before it was kept.
        CREATE TABLE IF NOT EXISTS hub_quarantine (id INTEGER PRIMARY KEY, connector INTEGER NOT NULL, key_hash INTEGER NOT NULL,
          key TEXT NOT NULL, run INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, whole INTEGER NOT NULL,
          code TEXT NOT NULL, message TEXT NOT NULL, target TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL,
          version TEXT NOT NULL, line INTEGER NOT NULL, column INTEGER NOT NULL, page TEXT NOT NULL, item INTEGER NOT NULL,
          source_line INTEGER NOT NULL, raw BLOB NOT NULL, context BLOB NOT NULL, layout INTEGER);
        CREATE INDEX IF NOT EXISTS hub_quarantine_key ON hub_quarantine (connector, key_hash);
        CREATE INDEX IF NOT EXISTS hub_quarantine_open ON hub_quarantine (code) WHERE state = 'open';
        CREATE INDEX IF NOT EXISTS hub_quarantine_waiting ON hub_quarantine (connector) WHERE state = 'waiting';
        -- What each waiting entry waits for: a row of an entity that has a key's hash (scheme 0), or that is called `key` in a
        -- scheme of hub_alias or hub_member. until: when it has waited long enough.
        CREATE TABLE IF NOT EXISTS hub_waiting (entry INTEGER NOT NULL, entity INTEGER NOT NULL, scheme INTEGER NOT NULL,
          key_hash INTEGER NOT NULL, key TEXT NOT NULL, until INTEGER NOT NULL,
          PRIMARY KEY (entry, scheme, key_hash, key)) WITHOUT ROWID;
        -- How many records of a run were put aside to wait; few runs have any.
        CREATE TABLE IF NOT EXISTS hub_deferral (run INTEGER PRIMARY KEY, records INTEGER NOT NULL);
        -- Kept raw records, many to a block: live tells how many are the newest of their record, bytes what the block takes.
        CREATE TABLE IF NOT EXISTS hub_raw_block (connector INTEGER NOT NULL, id INTEGER NOT NULL, run INTEGER NOT NULL,
          at INTEGER NOT NULL, live INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (connector, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_raw_body (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
        -- Where a record's newest raw form is kept; it is not any more when the block is below the connector's floor.
        CREATE TABLE IF NOT EXISTS hub_raw (record INTEGER PRIMARY KEY, block INTEGER NOT NULL, item INTEGER NOT NULL,
          hash INTEGER NOT NULL);
        -- bytes: what a connector's blocks take; aged, crowded: how many records were dropped for their age and for room.
        CREATE TABLE IF NOT EXISTS hub_raw_keep (connector INTEGER PRIMARY KEY, floor INTEGER NOT NULL, bytes INTEGER NOT NULL,
          aged INTEGER NOT NULL, crowded INTEGER NOT NULL);
        -- The same by run: how many raw records it kept, in how many bytes, and how many it dropped.
        CREATE TABLE IF NOT EXISTS hub_run_raw (run INTEGER PRIMARY KEY, kept INTEGER NOT NULL, bytes INTEGER NOT NULL,
          aged INTEGER NOT NULL, crowded INTEGER NOT NULL);
        -- How far a remap has come that has not ended.
        CREATE TABLE IF NOT EXISTS hub_remap (connector INTEGER PRIMARY KEY, version TEXT NOT NULL, since INTEGER, of_run INTEGER,
          block INTEGER NOT NULL);
        -- head: the newest seq given; horizon: tombstones up to this seq are purged.
        CREATE TABLE IF NOT EXISTS hub_feed (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL,
          head INTEGER NOT NULL, horizon INTEGER NOT NULL, definition TEXT NOT NULL, at INTEGER NOT NULL);
        -- Each change of a feed's definition that its cursors outlived: number counts them from 1, head is the newest seq before.
        CREATE TABLE IF NOT EXISTS hub_feed_change (feed INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
          head INTEGER NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (feed, number)) WITHOUT ROWID;
        -- What has aged out of a feed's window in its present generation: copies of rows from before day (days since 1970) may be old ones.
        CREATE TABLE IF NOT EXISTS hub_feed_aged (feed INTEGER NOT NULL, entity INTEGER NOT NULL, day INTEGER NOT NULL,
          PRIMARY KEY (feed, entity)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_consumer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
          created INTEGER NOT NULL);
        -- hash: SHA-256 of the whole key; the key itself is shown once and never kept.
        CREATE TABLE IF NOT EXISTS hub_key (id TEXT PRIMARY KEY, consumer INTEGER NOT NULL, hash BLOB NOT NULL,
          created INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_grant (consumer INTEGER NOT NULL, feed TEXT NOT NULL, purpose TEXT NOT NULL,
          legal_basis TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER, sources TEXT NOT NULL,
          PRIMARY KEY (consumer, feed)) WITHOUT ROWID;
        -- What a consumer may do where it differs from what all may; null where it does not.
        CREATE TABLE IF NOT EXISTS hub_quota (consumer INTEGER PRIMARY KEY, rate REAL, burst INTEGER, daily_lines INTEGER,
          daily_bytes INTEGER);
        -- Links that open one path without a key, as long as the key that they were made under holds. target: path and query.
        CREATE TABLE IF NOT EXISTS hub_link (id TEXT PRIMARY KEY, consumer INTEGER NOT NULL, key TEXT NOT NULL,
          target TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER) WITHOUT ROWID;
        -- Client certificates that stand for a consumer: by the SHA-256 of the certificate, or by its subject's distinguished name.
        -- needs_key: whether a key must come with it, and the consumer's keys open nothing without it.
        CREATE TABLE IF NOT EXISTS hub_certificate (kind TEXT NOT NULL, value TEXT NOT NULL, consumer INTEGER NOT NULL,
          created INTEGER NOT NULL, needs_key INTEGER NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID;
        -- Callers that sign as the provincial gateway does. token: in clear, for it is hashed with every request.
        CREATE TABLE IF NOT EXISTS hub_gateway (paasid TEXT PRIMARY KEY, consumer INTEGER NOT NULL, token TEXT NOT NULL,
          created INTEGER NOT NULL) WITHOUT ROWID;
        \(Tables.partners)
        """

    /// The table of a feed's changes, compacted: one row for each (entity, row), the last change wins, tombstones kept.
    ///
    /// op: 0 upsert, 1 delete, 2 leave, 3 merge. `body` is the whole NDJSON line without its line feed; `record_at` is the offset of
    /// the record's object in it, 0 for deletes and leaves, and of a merge the number of the row that it went into.
    static func feed(_ id: Int64) -> String {
        """
        CREATE TABLE IF NOT EXISTS hub_feed_\(id) (seq INTEGER PRIMARY KEY, entity INTEGER NOT NULL, row INTEGER NOT NULL,
          op INTEGER NOT NULL, at INTEGER NOT NULL, record_at INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS hub_feed_\(id)_row ON hub_feed_\(id) (entity, row);
        """
    }
}
