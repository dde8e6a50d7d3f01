// Room: SQLite.
