extension OpenAPISchemas {
    /// What consumers learn of themselves and of how the hub vouches for what it says.
    static let access: [(name: String, json: String)] = [
        ("Me", me), ("AccessLog", accessLog), ("AccessHead", accessHead), ("Signature", signature), ("Usage", usage),
        ("Limits", limits), ("Keys", keys), ("SigningKey", signingKey),
    ]

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
}
