extension Endpoint {
    /// All that is served. Of two that fit a path the first answers.
    static let all: [Endpoint] = [
        .landing, .style, .openAPI, .catalog,
        .me, .accessLog, .usage, .feeds, .feed, .schema, .entitySchema,
        .changes, .digest, .latest, .readings,
        .snapshot, .keys, .ed25519Key, .sm2Key,
        .objections, .object, .objection,
        .records, .record, .history,
        .webhooks, .makeWebhook, .webhook, .deleteWebhook, .testWebhook, .rotateWebhook,
        .pages, .feedPage, .recordPage,
        .conformance, .collections, .collection, .queryables, .items, .item,
    ]
}
