// Room: Identity.
