extension Endpoint {
    static let history = Endpoint(
        "/v1/feeds/{feed}/{entity}/{id}/history", "history",
        "The revisions of a record that the feed has now, the newest first.",
        parameters: [
            .limit(.revisions, "revisions"),
            EndpointParameter("before", .number(1...Int64.max, usual: nil), "only revisions before this one"),
            .format(["ndjson", "json", "csv"]), .csv,
        ],
        answers: [
            EndpointAnswer(
                200, "What the feed shows of each revision.",
                [(EndpointAnswer.json, "Revisions"), (EndpointAnswer.ndjson, nil), (EndpointAnswer.csv, nil)],
                headers: ["Feed-More", "Link"]),
            EndpointAnswer(301, "The record was merged into another one.", headers: ["Location"]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.history(request, feed, asked.place.entityIndex(), asked.place.id, &thread, &call)
        })
}
