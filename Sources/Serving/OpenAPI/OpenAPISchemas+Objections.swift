extension OpenAPISchemas {
    static let objections: [(name: String, json: String)] = [
        ("Objection", objection),
        (
            "Objections",
            ##"{"type":"object","required":["objections"],"properties":{"objections":{"type":"array","items":{"$ref":"#/components/schemas/Objection"}}}}"##
        ),
        ("NewObjection", newObjection),
    ]

    private static let newObjection = """
        {"type":"object","required":["entity","id","reason"],"additionalProperties":false,"properties":{
        "entity":{"type":"string","minLength":1},"id":{"type":"string","minLength":1,"maxLength":100},
        "rev":{"type":"integer","minimum":1,"nullable":true},"field":{"type":"string","minLength":1,"nullable":true},
        "value":{"anyOf":[{"type":"string","nullable":true},{"type":"number"},{"type":"boolean"}]},
        "reason":{"type":"string","minLength":1,"maxLength":2000}}}
        """

    private static let objection = """
        {"type":"object","required":["id","feed","entity","record_id","rev","field","shown","value","reason","at","state",
        "decided_at","note","answer"],"properties":{"id":{"type":"string"},"feed":{"type":"string"},
        "entity":{"type":"string"},"record_id":{"type":"string"},"rev":{"type":"integer","minimum":1},
        "field":{"type":"string","nullable":true},"shown":{},"value":{},
        "reason":{"type":"string"},"at":{"type":"string","format":"date-time"},
        "state":{"type":"string","enum":["open","accepted","rejected","resolved"]},
        "decided_at":{"type":"string","format":"date-time","nullable":true},"note":{"type":"string","nullable":true},
        "answer":{"type":"object","nullable":true,"required":["seq","rev","cause","at"],"properties":{
        "seq":{"type":"integer"},"rev":{"type":"integer"},"cause":{"type":"string"},"at":{"type":"string","format":"date-time"}}}}}
        """
}
