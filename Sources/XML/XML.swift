// Room: XML.
