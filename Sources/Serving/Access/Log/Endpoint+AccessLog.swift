extension Endpoint {
    static let accessLog = Endpoint(
        "/v1/me/access-log", "accessLog",
        "Your own rows of the access log, oldest first, with their hashes and the newest signed head of their chain.",
        parameters: [
            EndpointParameter("after", .number(0...Int64.max, usual: 0), "only rows behind the one of this number"),
            .limit(.lines, "rows"),
            EndpointParameter("from", .instant, "only requests from this instant on"),
            EndpointParameter("to", .instant, "only requests before this instant"),
            .format(["ndjson", "json", "csv"]), .csv,
        ],
        answers: [
            EndpointAnswer(
                200, "Rows.",
                [(EndpointAnswer.json, "AccessLog"), (EndpointAnswer.ndjson, nil), (EndpointAnswer.csv, nil)],
                headers: ["Feed-More", "Link"])
        ],
        .consumer { asked, request, thread, call in
            try asked.service.accessLog(request, asked.consumer, &thread, &call)
        })

    static let usage = Endpoint(
        "/v1/me/usage", "usage", "What you asked for, by day and feed; your limits, and what remains of them today.",
        parameters: [
            EndpointParameter("days", .number(1...31, usual: 31), "how many days, today counted in")
        ],
        answers: [EndpointAnswer(200, "Counts.", [(EndpointAnswer.json, "Usage")])],
        .consumer { asked, request, thread, call in
            try asked.service.usage(request, asked.consumer, &thread, &call)
        })
}
