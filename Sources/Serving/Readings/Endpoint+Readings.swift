extension Endpoint {
    private static func choice(isRequired: Bool) -> [EndpointParameter] {
        [
            EndpointParameter(
                "point", .text(example: "440000000001"), "the MN of a point that the feed shows", isRequired: isRequired
            ),
            EndpointParameter(
                "period", .text(example: "hour"), "one of the feed's periods", isRequired: isRequired),
            EndpointParameter("pollutant", .list(example: "w01018"), "only these factors"),
        ]
    }
    private static let content: [(type: String, schema: String?)] = [
        (EndpointAnswer.json, "Readings"), (EndpointAnswer.ndjson, nil), (EndpointAnswer.csv, nil),
    ]

    static let latest = Endpoint(
        "/v1/feeds/{feed}/latest", "latest", "The newest value of each factor at each point of an online device.",
        parameters: choice(isRequired: false) + [.format(["ndjson", "json", "csv"]), .csv],
        answers: [EndpointAnswer(200, "Values.", content)],
        .feed { asked, feed, request, thread, call in try asked.service.latest(request, feed, &thread, &call) })

    static let readings = Endpoint(
        "/v1/feeds/{feed}/readings", "readings", "What an online device said in a stretch of time, oldest first.",
        parameters: choice(isRequired: true) + [
            EndpointParameter("from", .instant, "the first instant; two days before `to` when left out"),
            EndpointParameter("to", .instant, "the instant behind the last"),
            .limit(.readings, "readings"), .format(["ndjson", "json", "csv"]), .csv,
        ],
        answers: [EndpointAnswer(200, "Values.", content, headers: ["Feed-More", "Link"])],
        .feed { asked, feed, request, thread, call in try asked.service.readings(request, feed, &thread, &call) })
}
