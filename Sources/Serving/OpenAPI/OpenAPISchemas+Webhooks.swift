extension OpenAPISchemas {
    static let webhooks: [(name: String, json: String)] = [
        ("Webhook", webhook),
        (
            "Webhooks",
            ##"{"type":"object","required":["webhooks"],"properties":{"webhooks":{"type":"array","items":{"$ref":"#/components/schemas/Webhook"}}}}"##
        ),
        (
            "NewWebhook",
            #"{"type":"object","required":["url","feed"],"additionalProperties":false,"properties":{"url":{"type":"string","maxLength":2000},"feed":{"type":"string","minLength":1,"maxLength":200}}}"#
        ),
        (
            "WebhookTest",
            #"{"type":"object","required":["delivered","status","problem"],"properties":{"delivered":{"type":"boolean"},"status":{"type":"integer","nullable":true},"problem":{"type":"string","nullable":true}}}"#
        ),
    ]

    private static let webhook = """
        {"type":"object","required":["id","feed","url","state","held","created","told","delivered","failed","last_success",
        "last_failure","failing_since","last_status","last_problem","attempt","next_attempt","old_secret_until"],
        "properties":{"id":{"type":"string"},"feed":{"type":"string"},"url":{"type":"string"},"secret":{"type":"string"},
        "state":{"type":"string","enum":["active","paused","disabled"]},
        "held":{"type":"string","enum":["grant","host",null],"nullable":true},
        "created":{"type":"string","format":"date-time"},"told":{"type":"integer","minimum":0},
        "delivered":{"type":"integer","minimum":0},"failed":{"type":"integer","minimum":0},
        "last_success":{"type":"string","format":"date-time","nullable":true},
        "last_failure":{"type":"string","format":"date-time","nullable":true},
        "failing_since":{"type":"string","format":"date-time","nullable":true},
        "last_status":{"type":"integer","nullable":true},"last_problem":{"type":"string","nullable":true},
        "attempt":{"type":"integer","minimum":0},"next_attempt":{"type":"string","format":"date-time","nullable":true},
        "old_secret_until":{"type":"string","format":"date-time","nullable":true}}}
        """
}
