extension Endpoint {
    static let conformance = Endpoint(
        "/conformance", "conformance", "The classes of OGC API Features that hold here.",
        answers: [EndpointAnswer(200, "URIs of classes.", [(EndpointAnswer.json, "Conformance")])],
        .open { service, request, call in try service.conformance(request, &call) })

    static let collections = Endpoint(
        "/collections", "collections", "The entities of your feeds as collections of features (OGC API Features).",
        answers: [
            EndpointAnswer(
                200, "Collections.", [(EndpointAnswer.json, "Collections")],
                links: [EndpointLink("collection", [("collection", "$response.body#/collections/0/id")])])
        ],
        .consumer { asked, request, _, call in try asked.service.collections(request, asked.consumer, &call) })

    static let collection = Endpoint(
        "/collections/{collection}", "collection", "One collection: `feed.entity`.",
        answers: [EndpointAnswer(200, "The collection.", [(EndpointAnswer.json, "Collection")])],
        .feed { asked, feed, request, _, call in
            try asked.service.collection(request, feed, asked.place.entityIndex(), &call)
        })

    static let queryables = Endpoint(
        "/collections/{collection}/queryables", "queryables",
        "The properties of a collection's features, as a JSON Schema.",
        answers: [EndpointAnswer(200, "The schema.", [("application/schema+json", "JSONSchema")])],
        .feed { asked, feed, request, _, call in
            try asked.service.queryables(request, feed, asked.place.entityIndex(), &call)
        })

    static let items = Endpoint(
        "/collections/{collection}/items", "items", "The features of a collection, by rising id.",
        parameters: [
            .limit(.features, "features"), .box, .time,
            EndpointParameter("after", .text(example: "ps_7KQ2M0AD"), "the id of the last feature that you have"),
            EndpointParameter("fields", .list(example: "name"), "only these properties"),
            EndpointParameter("f", .word(["json", "geojson"]), "GeoJSON, by either name"),
        ],
        answers: [
            EndpointAnswer(
                200, "Features.", [(EndpointAnswer.geoJSON, "FeatureCollection")], headers: ["ETag"],
                links: [EndpointLink("item", [("id", "$response.body#/features/0/id")])]),
            EndpointAnswer(304, "Nothing has changed since the answer of that `ETag`.", headers: ["ETag"]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.items(request, feed, asked.place.entityIndex(), &thread, &call)
        })

    static let item = Endpoint(
        "/collections/{collection}/items/{id}", "item", "One feature.",
        answers: [
            EndpointAnswer(200, "The feature.", [(EndpointAnswer.geoJSON, "Feature")]),
            EndpointAnswer(301, "The record was merged into another one.", headers: ["Location"]),
        ],
        .feed { asked, feed, request, thread, call in
            try asked.service.item(request, feed, asked.place.entityIndex(), asked.place.id, &thread, &call)
        })
}
