extension Endpoint {
    /// The feed itself: the first load, what follows, and the live stream.
    static let changes = Endpoint(
        "/v1/feeds/{feed}/changes", "changes",
        "The feed: everything from the start, and then what is new, in pages or as a stream of server-sent events.",
        parameters: [
            EndpointParameter(
                "cursor", .text(example: "start"), "`start`, `now`, or the cursor of your last page", isRequired: true),
            .limit(.lines, "lines"),
            EndpointParameter(
                "wait", .number(0...Int64(ChangesQuery.longestWait), usual: 0),
                "seconds to wait for a change when there is none"),
            EndpointParameter("entity", .text(example: "pollution_source"), "only lines of this entity"),
            .format(["ndjson", "json", "csv"]), .csv,
        ],
        answers: [
            EndpointAnswer(
                200, "Lines in the order of `seq`, and one that ends the page.",
                [
                    (EndpointAnswer.json, "Page"), (EndpointAnswer.ndjson, nil), (EndpointAnswer.csv, nil),
                    ("text/event-stream", nil),
                ],
                headers: ["Feed-Cursor", "Feed-More", "Feed-Cursor-Expires", "Feed-Schema", "ETag", "Link"],
                links: [EndpointLink("changes", [("cursor", "$response.header.Feed-Cursor")])]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
            EndpointAnswer(
                410, "The cursor cannot go on: start again at `restart`.", [(EndpointAnswer.problem, "Problem")]),
        ],
        .early { asked, feed, request, thread, call in try asked.service.changes(request, feed, &thread, &call) })
}
