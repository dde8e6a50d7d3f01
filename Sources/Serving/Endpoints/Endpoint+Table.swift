extension Endpoint {
    /// All that is served. Of two that fit a path the first answers.
    static let all: [Endpoint] = [
        .landing, .openAPI,
        .me, .accessLog, .usage, .feeds, .feed, .schema, .entitySchema,
        .changes, .digest, .latest, .readings,
        .records, .record, .history,
        .conformance, .collections, .collection, .queryables, .items, .item,
    ]
}
