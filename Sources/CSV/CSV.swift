// Room: CSV.
