extension OpenAPISchemas {
    /// OGC API Features.
    static let features: [(name: String, json: String)] = [
        ("Collections", collections), ("Collection", collection), ("FeatureCollection", featureCollection),
        ("Feature", feature),
    ]

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
