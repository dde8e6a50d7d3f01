import Feeds
import JSON
import Model
import Storage
import Sync

/// Feeds as JSON.
enum FeedJSON {
    static func append(
        _ feed: CompiledFeed, _ state: Store.FeedState?, counts: [Store.FeedCount]?, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.field("feed", feed.name)
        writer.field("title", feed.title.zh)
        writer.field("title_en", feed.title.en)
        writer.field("partner", feed.partner)
        writer.field("purpose", feed.purpose)
        writer.field("retention_days", feed.retention / 86_400_000)
        writer.field("epoch", state?.epoch)
        writer.field("head", state?.head ?? 0)
        writer.field("horizon", state?.horizon ?? 0)
        writer.key("entities")
        writer.beginArray()
        for entity in feed.entities {
            writer.beginObject()
            writer.field("entity", entity.name)
            if let counts {
                let count = counts.first { $0.entity == entity.name }
                writer.field("records", count?.records ?? 0)
                writer.field("tombstones", count?.tombstones ?? 0)
            }
            writer.key("columns")
            writer.beginArray()
            for column in entity.columns { writer.string(column.name) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// What a changed definition would tell.
    static func append(_ work: FeedRework, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("feed", work.feed.name)
        writer.field("kind", work.kind.rawValue)
        writer.key("entities")
        writer.beginArray()
        for (name, entity) in work.entities.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.field("entity", name)
            writer.field("come", Int64(entity.shown))
            writer.field("change", Int64(entity.changed))
            writer.field("leave", Int64(entity.left))
            writer.field("as_before", Int64(entity.same))
            writer.key("examples")
            writer.beginArray()
            for kind in ["shown", "changed", "left"] {
                for id in entity.examples[kind] ?? [] { writer.string(id.description) }
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
