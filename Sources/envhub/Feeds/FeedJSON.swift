import Feeds
import JSON
import Model
import Storage

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
}
