extension Endpoint {
    /// All that is served. Of two that fit a path the first answers.
    static let all: [Endpoint] = [
        .landing, .openAPI,
        .me, .feeds, .feed, .schema, .entitySchema,
        .changes, .digest, .latest, .readings,
        .objections, .object, .objection,
        .records, .record, .history,
        .webhooks, .makeWebhook, .webhook, .deleteWebhook, .testWebhook, .rotateWebhook,
        .conformance, .collections, .collection, .queryables, .items, .item,
    ]
}
