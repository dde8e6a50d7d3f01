// Room: HTTPServer.
