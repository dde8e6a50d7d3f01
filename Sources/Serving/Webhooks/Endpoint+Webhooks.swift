import HTTPServer

extension Endpoint {
    private static let one = [(type: EndpointAnswer.json, schema: Optional("Webhook"))]
    private static let conflict = EndpointAnswer(
        409, "There is one already, or there are too many.", [(EndpointAnswer.problem, "Problem")])
    private static let forbidden = EndpointAnswer(
        403, "The grant is missing or over, or the host is not approved: `grant` or `host` names it.",
        [(EndpointAnswer.problem, "Problem")])

    static let webhooks = Endpoint(
        "/v1/webhooks", "webhooks", "Your webhooks, and how telling them goes.",
        answers: [
            EndpointAnswer(
                200, "Webhooks.", [(EndpointAnswer.json, "Webhooks")],
                links: [EndpointLink("webhook", [("id", "$response.body#/webhooks/0/id")])])
        ],
        .consumer { asked, request, thread, call in
            try asked.service.webhookList(request, asked, &thread, &call)
        })

    static let makeWebhook = Endpoint(
        "/v1/webhooks", "makeWebhook",
        "Has an address of yours told when a feed has advanced (Standard Webhooks 1.0.0). Its secret is shown this once.",
        method: .post, body: EndpointBody(type: EndpointAnswer.json, schema: "NewWebhook"),
        answers: [
            EndpointAnswer(
                201, "It was made.", one, headers: ["Location"],
                links: [EndpointLink("webhook", [("id", "$response.body#/id")])]),
            forbidden, conflict,
        ],
        .consumer { asked, request, thread, call in
            try asked.service.makeWebhook(request, asked, &thread, &call)
        })

    static let webhook = Endpoint(
        "/v1/webhooks/{id}", "webhook", "One of your webhooks, and how telling it goes.",
        answers: [EndpointAnswer(200, "The webhook.", one)],
        .consumer { asked, request, thread, call in try asked.service.webhook(request, asked, &thread, &call) })

    static let deleteWebhook = Endpoint(
        "/v1/webhooks/{id}", "deleteWebhook", "Ends a webhook.", method: .delete,
        answers: [EndpointAnswer(204, "It is gone.")],
        .consumer { asked, request, thread, call in
            try asked.service.deleteWebhook(request, asked, &thread, &call)
        })

    static let testWebhook = Endpoint(
        "/v1/webhooks/{id}/test", "testWebhook",
        "Sends a `webhook.test` message now, and tells what became of it. One that arrives makes a paused webhook active again.",
        method: .post,
        answers: [
            EndpointAnswer(200, "What became of it.", [(EndpointAnswer.json, "WebhookTest")]), forbidden,
        ],
        .consumer { asked, request, thread, call in
            try asked.service.testWebhook(request, asked, &thread, &call)
        })

    static let rotateWebhook = Endpoint(
        "/v1/webhooks/{id}/rotate", "rotateWebhook",
        "Gives a webhook a new secret, shown this once; the old one signs beside it for a day.", method: .post,
        answers: [EndpointAnswer(200, "The webhook, with its new secret.", one)],
        .consumer { asked, request, thread, call in
            try asked.service.rotateWebhook(request, asked, &thread, &call)
        })
}
