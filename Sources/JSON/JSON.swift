// Room: JSON.
