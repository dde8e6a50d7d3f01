// Room: Diagnostics.
