extension Endpoint {
    static let digest = Endpoint(
        "/v1/feeds/{feed}/digest", "digest",
        "Of each entity how many records the feed has at its head, and a sum over them, to compare a mirror with.",
        answers: [
            EndpointAnswer(
                200, "Counts and sums.", [(EndpointAnswer.json, "Digest")], headers: ["ETag", "Link"],
                links: [EndpointLink("changes", [("cursor", "$response.body#/cursor")])]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
        ],
        .feed { asked, feed, request, thread, call in try asked.service.digest(request, feed, &thread, &call) })
}
