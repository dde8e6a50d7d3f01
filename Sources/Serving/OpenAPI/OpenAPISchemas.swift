/// The shapes of JSON answers, and the headers, as the OpenAPI document tells them.
enum OpenAPISchemas {
    static let headers: [(name: String, note: String)] = [
        ("Feed-Cursor", "the cursor to go on with"), ("Feed-More", "`true` while there is more to read now"),
        ("Feed-Schema", "which schema the lines follow: the `ETag` of the schema"),
        ("Feed-Cursor-Expires", "until when the cursor can go on for certain"),
        ("ETag", "names these bytes: send it as If-None-Match"),
        ("Link", "the next page (`next`) and the schema (`describedby`)"),
        ("Location", "where it is now"), ("Last-Modified", "when the file was made"),
        ("Content-Location", "the place of this very file"), ("Content-Range", "which bytes these are"),
        ("Accept-Ranges", "`bytes`: parts of the file can be asked for"),
        ("Content-Disposition", "the name to save the file by"),
        ("Repr-Digest", "the SHA-256 of the whole file (RFC 9530)"), ("Retry-After", "the seconds to wait"),
        ("RateLimit-Policy", "how many requests may come at once, and in how many seconds all of them are back"),
        ("RateLimit", "how many of them are left, and when all are back"),
        ("Request-Id", "the request's number, to quote"),
    ]

    static let all: [(name: String, json: String)] =
        [
            ("Problem", problem), ("Line", line), ("End", end),
            (
                "Page",
                ##"{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/Line"},{"$ref":"#/components/schemas/End"}]}}"##
            ),
            ("Lines", ##"{"type":"array","items":{"$ref":"#/components/schemas/Line"}}"##),
            ("Revisions", ##"{"type":"array","items":{"$ref":"#/components/schemas/Revision"}}"##),
            ("Revision", revision),
            ("Digest", digest),
            ("Readings", ##"{"type":"array","items":{"type":"object","required":["point","time"]}}"##),
            ("Links", ##"{"type":"array","items":{"$ref":"#/components/schemas/Link"}}"##), ("Link", link),
            ("Landing", landing), ("Feeds", feeds), ("Feed", feed), ("Title", title),
            (
                "Conformance",
                #"{"type":"object","required":["conformsTo"],"properties":{"conformsTo":{"type":"array","items":{"type":"string"}}}}"#
            ),
            ("Catalog", #"{"type":"object","required":["@context","@type","dcat:dataset"]}"#),
            ("JSONSchema", ##"{"type":"object","required":["$schema"]}"##),
            ("OpenAPI", ##"{"type":"object","required":["openapi","info","paths"]}"##),
        ] + features + access + webhooks + objections

    private static let title = """
        {"type":"object","required":["zh","en"],"properties":{"zh":{"type":"string"},"en":{"type":"string"}}}
        """

    private static let link = """
        {"type":"object","required":["rel","href"],"properties":{"rel":{"type":"string"},"href":{"type":"string"},
        "type":{"type":"string"},"title":{"type":"string"}}}
        """

    private static let problem = """
        {"type":"object","required":["type","title","status","detail","request_id"],"properties":{
        "type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},
        "request_id":{"type":"string"},"reason":{"type":"string"},"grant":{"type":"string"},"restart":{"type":"string"}}}
        """

    private static let line = """
        {"type":"object","required":["op","seq","entity","id","rev","at","cause"],"properties":{
        "op":{"type":"string","enum":["upsert","delete","leave","merge"]},"seq":{"type":"integer","minimum":1},
        "entity":{"type":"string"},"id":{"type":"string"},"rev":{"type":"integer","minimum":1},
        "at":{"type":"string","format":"date-time"},"cause":{"type":"string"},
        "changed":{"type":"array","items":{"type":"string"}},"source":{"type":"object"},"into":{"type":"string"},
        "corrects":{"type":"object"},"record":{"type":"object"},"include":{"type":"object"},
        "truncated":{"type":"object"}}}
        """

    private static let end = """
        {"type":"object","required":["op","cursor","count","more"],"properties":{
        "op":{"type":"string","enum":["end"]},"cursor":{"type":"string"},"count":{"type":"integer","minimum":0},
        "more":{"type":"boolean"},"schema":{"type":"string"},"schema_changed":{"type":"boolean"}}}
        """

    private static let revision = """
        {"type":"object","required":["entity","id","rev","at","until","record"],"properties":{
        "entity":{"type":"string"},"id":{"type":"string"},"rev":{"type":"integer","minimum":1},
        "at":{"type":"string","format":"date-time"},"until":{"type":"string","format":"date-time","nullable":true},
        "record":{"type":"object"}}}
        """

    private static let digest = """
        {"type":"object","required":["feed","cursor","head","entities"],"properties":{
        "feed":{"type":"string"},"cursor":{"type":"string"},"head":{"type":"integer","minimum":0},
        "entities":{"type":"object","additionalProperties":{"type":"object","required":["count","sum"],"properties":{
        "count":{"type":"integer","minimum":0},"sum":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}}}}
        """

    private static let landing = """
        {"type":"object","required":["title","links"],"properties":{"title":{"type":"string"},
        "links":{"$ref":"#/components/schemas/Links"}}}
        """

    private static let feeds = """
        {"type":"object","required":["feeds"],"properties":{"feeds":{"type":"array",
        "items":{"$ref":"#/components/schemas/Feed"}}}}
        """

    private static let feed = """
        {"type":"object","required":["name","title","partner","purpose","retention_days","published","entities"],
        "properties":{"name":{"type":"string"},"title":{"$ref":"#/components/schemas/Title"},
        "partner":{"type":"string"},"purpose":{"type":"string"},"retention_days":{"type":"integer"},
        "published":{"type":"boolean"},"head":{"type":"integer"},"changes":{"type":"string"},
        "schema":{"type":"string"},"digest":{"type":"string"},"latest":{"type":"string"},"readings":{"type":"string"},
        "keys":{"type":"string"},
        "entities":{"type":"array","items":{"type":"object","required":["name","title","records","schema","includes"],
        "properties":{"name":{"type":"string"},"title":{"$ref":"#/components/schemas/Title"},
        "records":{"type":"string"},"schema":{"type":"string"},"snapshot":{"type":"string"},
        "includes":{"type":"array","items":{"type":"string"}}}}}}}
        """
}
