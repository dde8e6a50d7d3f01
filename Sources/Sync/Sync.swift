// Room: Sync.
