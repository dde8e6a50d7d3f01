// Room: Serving.
