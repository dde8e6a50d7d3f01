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
            ("Landing", landing), ("Me", me), ("Feeds", feeds), ("Feed", feed), ("Title", title),
            (
                "Conformance",
                #"{"type":"object","required":["conformsTo"],"properties":{"conformsTo":{"type":"array","items":{"type":"string"}}}}"#
            ),
            ("Collections", collections), ("Collection", collection), ("FeatureCollection", featureCollection),
            ("Feature", feature),
            ("Keys", keys), ("SigningKey", signingKey),
            ("AccessLog", accessLog), ("AccessHead", accessHead), ("Signature", signature),
            ("Usage", usage), ("Limits", limits),
            ("Catalog", #"{"type":"object","required":["@context","@type","dcat:dataset"]}"#),
            ("JSONSchema", ##"{"type":"object","required":["$schema"]}"##),
            ("OpenAPI", ##"{"type":"object","required":["openapi","info","paths"]}"##),
        ] + webhooks + objections

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

    private static let keys = """
        {"type":"object","required":["keys","retired"],"properties":{
        "keys":{"type":"array","items":{"$ref":"#/components/schemas/SigningKey"}},
        "retired":{"type":"array","items":{"$ref":"#/components/schemas/SigningKey"}}}}
        """

    private static let signingKey = """
        {"type":"object","required":["algorithm","id","pem"],"properties":{
        "algorithm":{"type":"string","enum":["ed25519","sm2"]},"id":{"type":"string","pattern":"^[0-9a-f]{32}$"},
        "distid":{"type":"string"},"href":{"type":"string"},"pem":{"type":"string"},
        "retired":{"type":"string","format":"date-time"}}}
        """

    private static let landing = """
        {"type":"object","required":["title","links"],"properties":{"title":{"type":"string"},
        "links":{"$ref":"#/components/schemas/Links"}}}
        """

    private static let me = """
        {"type":"object","required":["consumer","title","key","grants"],"properties":{
        "consumer":{"type":"string"},"title":{"type":"string"},"key":{"type":"string"},
        "grants":{"type":"array","items":{"type":"object","required":["feed","purpose","legal_basis","from","to","active"],
        "properties":{"feed":{"type":"string"},"purpose":{"type":"string"},"legal_basis":{"type":"string"},
        "from":{"type":"string","format":"date-time"},"to":{"type":"string","format":"date-time","nullable":true},
        "active":{"type":"boolean"},"acknowledged":{"type":"integer","nullable":true},
        "acknowledged_at":{"type":"string","format":"date-time","nullable":true},
        "lag":{"type":"integer","minimum":0,"nullable":true},"lag_seconds":{"type":"integer","nullable":true},
        "expires":{"type":"string","format":"date-time","nullable":true},"state":{"type":"string","nullable":true}}}},"limits":{"$ref":"#/components/schemas/Limits"},
        "usage":{"type":"string"},"access_log":{"type":"string"}}}
        """

    private static let accessLog = """
        {"type":"object","required":["rows","log","consumer","count","after","more","head","anchor"],"properties":{
        "rows":{"type":"array","items":{"type":"object","required":["number","at","consumer","status","chain"],"properties":{
        "number":{"type":"integer","minimum":1},"at":{"type":"string","format":"date-time"},"status":{"type":"integer"},
        "chain":{"type":"string","pattern":"^[0-9a-f]{64}$"}}}},
        "log":{"type":"string"},"consumer":{"type":"string"},"count":{"type":"integer","minimum":0},
        "after":{"type":"integer","minimum":0},"more":{"type":"boolean"},
        "head":{"$ref":"#/components/schemas/AccessHead"},"anchor":{"$ref":"#/components/schemas/AccessHead"}}}
        """

    /// `nullable` counts beside a `type` alone (OpenAPI 3.0.3, section 4.7.24.1): not beside a reference.
    private static let accessHead = """
        {"type":"object","nullable":true,"required":["log","consumer","number","chain","at","signatures"],"properties":{
        "log":{"type":"string"},"consumer":{"type":"string"},"number":{"type":"integer","minimum":0},
        "chain":{"type":"string","pattern":"^[0-9a-f]{64}$"},"at":{"type":"string","format":"date-time"},
        "signatures":{"type":"array","items":{"$ref":"#/components/schemas/Signature"}}}}
        """

    private static let signature = """
        {"type":"object","required":["algorithm","key","signature"],"properties":{
        "algorithm":{"type":"string","enum":["ed25519","sm2"]},"key":{"type":"string","pattern":"^[0-9a-f]{32}$"},
        "signature":{"type":"string","pattern":"^[0-9a-f]+$"}}}
        """

    private static let usage = """
        {"type":"object","required":["consumer","from","to","days","limits"],"properties":{
        "consumer":{"type":"string"},"from":{"type":"string","format":"date"},"to":{"type":"string","format":"date"},
        "days":{"type":"array","items":{"type":"object","required":["day","feed","requests","lines","bytes","errors"],
        "properties":{"day":{"type":"string","format":"date"},"feed":{"type":"string","nullable":true},
        "requests":{"type":"integer"},"lines":{"type":"integer"},"bytes":{"type":"integer"},"errors":{"type":"integer"}}}},
        "limits":{"$ref":"#/components/schemas/Limits"}}}
        """

    private static let limits = """
        {"type":"object","required":["requests_per_second","burst","daily_lines","daily_bytes","resets"],"properties":{
        "requests_per_second":{"type":"number","nullable":true},"burst":{"type":"integer","nullable":true},
        "daily_lines":{"type":"object","nullable":true},"daily_bytes":{"type":"object","nullable":true},
        "resets":{"type":"string","format":"date-time"}}}
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

    private static let collections = """
        {"type":"object","required":["collections","links"],"properties":{
        "collections":{"type":"array","items":{"$ref":"#/components/schemas/Collection"}},"links":{"$ref":"#/components/schemas/Links"}}}
        """

    private static let collection = """
        {"type":"object","required":["id","links"],"properties":{"id":{"type":"string"},"title":{"type":"string"},
        "description":{"type":"string"},"itemType":{"type":"string","enum":["feature"]},
        "crs":{"type":"array","items":{"type":"string"}},"extent":{"type":"object"},
        "links":{"$ref":"#/components/schemas/Links"}}}
        """

    private static let featureCollection = """
        {"type":"object","required":["type","features"],"properties":{
        "type":{"type":"string","enum":["FeatureCollection"]},
        "features":{"type":"array","items":{"$ref":"#/components/schemas/Feature"}},
        "numberReturned":{"type":"integer","minimum":0},"timeStamp":{"type":"string","format":"date-time"},
        "links":{"$ref":"#/components/schemas/Links"}}}
        """

    private static let feature = """
        {"type":"object","required":["type","id","geometry","properties"],"properties":{
        "type":{"type":"string","enum":["Feature"]},"id":{"type":"string"},
        "geometry":{"type":"object","nullable":true,"required":["type","coordinates"],"properties":{
        "type":{"type":"string","enum":["Point"]},"coordinates":{"type":"array","minItems":2,"items":{"type":"number"}}}},
        "properties":{"type":"object"},"links":{"$ref":"#/components/schemas/Links"}}}
        """
}
