// Room: Connectors.
