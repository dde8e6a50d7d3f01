extension Endpoint {
    static let me = Endpoint(
        "/v1/me", "me", "Who you are here, and your grants.",
        answers: [EndpointAnswer(200, "You.", [(EndpointAnswer.json, "Me")])],
        .consumer { asked, request, thread, call in
            try asked.service.me(request, asked.consumer, &thread, &call)
        })

    static let feeds = Endpoint(
        "/v1/feeds", "feeds", "The feeds that you may read now.",
        answers: [
            EndpointAnswer(
                200, "Feeds.", [(EndpointAnswer.json, "Feeds")],
                links: [EndpointLink("feed", [("feed", "$response.body#/feeds/0/name")])])
        ],
        .consumer { asked, request, thread, call in
            try asked.service.feedList(request, asked.consumer, &thread, &call)
        })

    static let feed = Endpoint(
        "/v1/feeds/{feed}", "feed", "What a feed is, and what is in it.",
        answers: [EndpointAnswer(200, "The feed.", [(EndpointAnswer.json, "Feed")], headers: ["Link"])],
        .feed { asked, feed, request, thread, call in try asked.service.feedDescription(request, feed, &thread, &call) }
    )

    private static let schemaAnswers = [
        EndpointAnswer(200, "A JSON Schema (2020-12).", [("application/schema+json", "JSONSchema")], headers: ["ETag"]),
        EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
    ]

    static let schema = Endpoint(
        "/v1/feeds/{feed}/schema", "schema", "The JSON Schema of the feed's lines.", answers: schemaAnswers,
        .feed { asked, feed, request, _, call in try asked.service.schema(request, feed.schema, &call) })

    static let entitySchema = Endpoint(
        "/v1/feeds/{feed}/schema/{entity}", "entitySchema", "The JSON Schema of an entity's records in the feed.",
        answers: schemaAnswers,
        .feed { asked, feed, request, _, call in
            try asked.service.schema(request, feed.schemas[asked.place.entityIndex()], &call)
        })
}
