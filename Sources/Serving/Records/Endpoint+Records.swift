extension Endpoint {
    static let records = Endpoint(
        "/v1/feeds/{feed}/{entity}", "records", "The records of an entity that the feed has now, by rising id.",
        parameters: [
            .limit(.records, "records"),
            EndpointParameter("after", .text(example: "ps_7KQ2M0AD"), "the id of the last record that you have"),
            .box, .time,
            EndpointParameter("fields", .list(example: "name"), "only these columns of the records"),
            .format(["ndjson", "json", "csv", "geojson"]), .csv,
        ],
        answers: [
            EndpointAnswer(
                200, "Records, each as its line in the feed.",
                [
                    (EndpointAnswer.json, "Lines"), (EndpointAnswer.ndjson, nil), (EndpointAnswer.csv, nil),
                    (EndpointAnswer.geoJSON, "FeatureCollection"),
                ],
                headers: ["Feed-More", "ETag", "Link"],
                links: [EndpointLink("record", [("id", "$response.body#/0/id")])]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.records(request, feed, asked.place.entityIndex(), &thread, &call)
        })

    static let record = Endpoint(
        "/v1/feeds/{feed}/{entity}/{id}", "record",
        "One record, and what of the feed refers to it when that is asked for.",
        parameters: [
            EndpointParameter(
                "include", .list(example: "all"), "the entities whose records that refer to it come along"),
            .limit(.records, "included records of each entity"),
        ],
        answers: [
            EndpointAnswer(
                200, "The record as its line in the feed.", [(EndpointAnswer.json, "Line")], headers: ["ETag", "Link"],
                links: [EndpointLink("history", [("id", "$response.body#/id")])]),
            EndpointAnswer(301, "The record was merged into another one.", headers: ["Location"]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.record(request, feed, asked.place.entityIndex(), asked.place.id, &thread, &call)
        })
}
