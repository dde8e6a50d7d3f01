// Room: HTTPClient.
