// Room: TextEncoding.
