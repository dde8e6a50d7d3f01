// Room: Feeds.
