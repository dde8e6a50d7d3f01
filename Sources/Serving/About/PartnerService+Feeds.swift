import Feeds
import HTTPServer
import JSON
import Model
import Storage

extension PartnerService {
    private static let json = HTTPHeader.contentType("application/json")

    /// `/v1/feeds`: the feeds that the consumer may read now.
    func feedList(
        _ request: borrowing HTTPRequest, _ consumer: Consumer, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.key("feeds")
        writer.beginArray()
        for feed in feeds(for: consumer, call) {
            write(feed, thread.reader.feeds[feed.compiled.name], to: &writer)
        }
        writer.endArray()
        writer.endObject()
        return try finish(200, [Self.json], document: writer.bytes, &call)
    }

    /// `/v1/feeds/{feed}`.
    func feedDescription(
        _ request: borrowing HTTPRequest, _ feed: ServedFeed, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 1024)
        write(feed, thread.reader.feeds[feed.compiled.name], to: &writer)
        let headers = [Self.json, HTTPHeader("Link", feed.describedBy)]
        return try finish(200, headers, document: writer.bytes, &call)
    }

    private func write(_ feed: ServedFeed, _ head: FeedHead?, to writer: inout JSONWriter) {
        let compiled = feed.compiled
        let base = "/v1/feeds/\(compiled.name)"
        writer.beginObject()
        writer.member("name", compiled.name)
        write(compiled.title, to: &writer)
        writer.member("partner", compiled.partner)
        writer.member("purpose", compiled.purpose)
        writer.member("retention_days", compiled.retention / 86_400_000)
        writer.flag("published", head != nil)
        if let head { writer.member("head", head.head) }
        writer.member("changes", base + "/changes?cursor=start")
        writer.member("schema", base + "/schema")
        writer.member("schema_version", feed.schemaVersion.text)
        writer.member("digest", base + "/digest")
        if compiled.readings != nil {
            writer.member("latest", base + "/latest")
            writer.member("readings", base + "/readings")
        }
        if snapshots != nil { writer.member("keys", "/v1/keys") }
        writer.key("entities")
        writer.beginArray()
        for entity in compiled.entities {
            writer.beginObject()
            writer.member("name", entity.name)
            write(entity.title, to: &writer)
            writer.member("records", "\(base)/\(entity.name)")
            writer.member("schema", "\(base)/schema/\(entity.name)")
            if snapshots != nil { writer.member("snapshot", "\(base)/snapshot/\(entity.name).ndjson") }
            if let window = entity.window {
                writer.member("time", entity.columns[window.place].name)
                writer.member("window_days", Int64(window.days))
            }
            writer.key("includes")
            writer.beginArray()
            for part in Inclusion.parts(of: compiled, referringTo: entity.name) { writer.string(part.entity) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ title: Title, to writer: inout JSONWriter) {
        writer.key("title")
        writer.beginObject()
        writer.member("zh", title.zh)
        writer.member("en", title.en)
        writer.endObject()
    }

    /// `/v1/feeds/{feed}/schema` and `/schema/{entity}`.
    func schema(_ request: borrowing HTTPRequest, _ schema: [UInt8], _ call: inout Call) throws -> HTTPAnswer {
        try checkAccepts("application/schema+json", request)
        let tag = SchemaVersion(of: schema).tag
        if Self.hasCurrent(request, tag: tag) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        let headers = [HTTPHeader.contentType("application/schema+json"), HTTPHeader("ETag", tag)]
        return try finish(200, headers, document: schema, &call)
    }

    /// `/v1/me`: who I am here, and what I may read.
    func me(
        _ request: borrowing HTTPRequest, _ consumer: Consumer, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("consumer", consumer.name)
        writer.member("title", consumer.title)
        writer.member("key", call.entry.key)
        writer.key("grants")
        writer.beginArray()
        for grant in consumer.grants {
            writer.beginObject()
            writer.member("feed", grant.feed)
            writer.member("purpose", grant.purpose)
            writer.member("legal_basis", grant.legalBasis)
            writer.member("from", Instant(milliseconds: grant.starts).description)
            writer.key("to")
            if let ends = grant.ends { writer.string(Instant(milliseconds: ends).description) } else { writer.null() }
            writer.key("sources")
            writer.beginArray()
            for source in grant.sourceTexts { writer.string(source) }
            writer.endArray()
            writer.key("active")
            writer.bool(grant.refusal(at: call.now, from: call.entry.address) == nil)
            try append(lag(of: consumer, in: grant.feed, thread.reader, call), to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("limits")
        append(limiter.quota(of: consumer), used: log.use(of: consumer.name, at: call.now), call.now, to: &writer)
        writer.member("usage", "/v1/me/usage")
        writer.member("access_log", "/v1/me/access-log")
        writer.endObject()
        return try finish(200, [Self.json], document: writer.bytes, &call)
    }
}
