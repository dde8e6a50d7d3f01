// Room: Mappings.
