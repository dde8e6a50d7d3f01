import HTTPServer

extension Endpoint {
    private static let html: [(type: String, schema: String?)] = [("text/html", nil)]

    static let landing = Endpoint(
        "/", "landing", "What this is, for people (HTML) and for programs (JSON).",
        answers: [EndpointAnswer(200, "The landing page.", [(EndpointAnswer.json, "Landing"), ("text/html", nil)])],
        .open { service, request, call in try service.landing(request, &call) })

    static let style = Endpoint(
        "/style.css", "style", "How the pages for people look.",
        answers: [EndpointAnswer(200, "The style sheet.", [("text/css", nil)])],
        .open { service, _, call in
            try service.finish(
                200, [.contentType("text/css; charset=utf-8")], document: Array(PartnerPage.style.utf8), &call)
        })

    static let pages = Endpoint(
        "/pages", "pages", "Your feeds, for people.", answers: [EndpointAnswer(200, "The page.", html)],
        .consumer { asked, request, _, call in try asked.service.pages(request, asked.consumer, &call) })

    static let feedPage = Endpoint(
        "/pages/{feed}", "feedPage", "A feed and its columns, for people.",
        answers: [EndpointAnswer(200, "The page.", html)],
        .feed { asked, feed, request, _, call in try asked.service.page(request, feed, &call) })

    static let recordPage = Endpoint(
        "/pages/{feed}/{entity}", "recordPage", "Some records of an entity, for people.",
        parameters: [
            .limit(.pageRecords, "records"),
            EndpointParameter("after", .text(example: "ps_7KQ2M0AD"), "the id of the last record of the page before"),
        ],
        answers: [EndpointAnswer(200, "The page.", html)],
        .feed { asked, feed, request, thread, call in
            try asked.service.page(request, feed, asked.place.entityIndex(), &thread, &call)
        })
}
