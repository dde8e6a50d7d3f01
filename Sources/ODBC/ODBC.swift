// Room: ODBC.
