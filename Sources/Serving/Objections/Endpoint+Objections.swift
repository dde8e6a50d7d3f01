import HTTPServer
import Storage

extension Endpoint {
    private static let one = [(type: EndpointAnswer.json, schema: Optional("Objection"))]

    static let object = Endpoint(
        "/v1/feeds/{feed}/objections", "object",
        "Disputes a record, or one value of it. With `Idempotency-Key` a request that is repeated is kept once.",
        method: .post, body: EndpointBody(type: EndpointAnswer.json, schema: "NewObjection"),
        answers: [
            EndpointAnswer(
                201, "It was kept.", one, headers: ["Location"],
                links: [EndpointLink("objection", [("feed", "$request.path.feed"), ("id", "$response.body#/id")])]),
            EndpointAnswer(
                409, "The record has another revision by now: `rev`.", [(EndpointAnswer.problem, "Problem")]),
            EndpointAnswer(
                422, "That `Idempotency-Key` stands for a request with another body.",
                [(EndpointAnswer.problem, "Problem")]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.object(request, asked, feed, &thread, &call)
        })

    static let objections = Endpoint(
        "/v1/feeds/{feed}/objections", "objections",
        "Your objections to the feed, oldest first, and what became of them.",
        parameters: [
            EndpointParameter(
                "state", .word(Objection.State.allCases.map(\.rawValue)), "only those that stand so"),
            EndpointParameter("after", .text(example: "ob_7KQ2M9X4AB1C"), "only those behind this one of yours"),
            .limit(.objections, "objections"),
        ],
        answers: [
            EndpointAnswer(
                200, "Objections.", [(EndpointAnswer.json, "Objections")], headers: ["Link", "Feed-More"])
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.objections(request, asked, feed, &thread, &call)
        })

    static let objection = Endpoint(
        "/v1/feeds/{feed}/objections/{id}", "objection", "One of your objections, and what became of it.",
        answers: [EndpointAnswer(200, "The objection.", one)],
        .feed { asked, feed, request, thread, call in
            try asked.service.objection(request, asked, feed, &thread, &call)
        })
}
