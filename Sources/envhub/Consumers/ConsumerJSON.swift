import JSON
import Serving
import Storage
import Sync

/// Consumers as JSON, never with the secrets of their keys.
enum ConsumerJSON {
    static func append(
        _ consumer: Consumer, _ keys: [KeyEntry], read: [ConsumerLag] = [], _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.field("consumer", consumer.name)
        writer.field("title", consumer.title)
        writer.field("created", JSONOutput.time(consumer.created))
        writer.key("grants")
        writer.beginArray()
        for grant in consumer.grants { append(grant, &writer) }
        writer.endArray()
        writer.key("read")
        writer.beginArray()
        for lag in read { ConsumerReading.append(lag, &writer) }
        writer.endArray()
        append(consumer.quota, &writer)
        writer.key("keys")
        writer.beginArray()
        for key in keys {
            writer.beginObject()
            writer.field("key_id", key.id)
            writer.field("created", JSONOutput.time(key.created))
            writer.field("expires", JSONOutput.time(key.expires))
            writer.field("revoked", JSONOutput.time(key.revoked))
            writer.field("live", key.isLive(at: SyncRun.clock()))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// Members for a quota; null where it is what all may.
    static func append(_ quota: ConsumerQuota, _ writer: inout JSONWriter) {
        writer.key("rate")
        if let rate = quota.rate { writer.double(rate) } else { writer.null() }
        for (name, value) in [
            ("burst", quota.burst), ("daily_lines", quota.dailyLines), ("daily_bytes", quota.dailyBytes),
        ] {
            writer.key(name)
            if let value { writer.int(value) } else { writer.null() }
        }
    }

    private static func append(_ grant: Grant, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("feed", grant.feed)
        writer.field("purpose", grant.purpose)
        writer.field("legal_basis", grant.legalBasis)
        writer.field("starts", JSONOutput.time(grant.starts))
        writer.field("ends", JSONOutput.time(grant.ends))
        writer.key("from")
        writer.beginArray()
        for source in grant.sourceTexts { writer.string(source) }
        writer.endArray()
        writer.endObject()
    }
}
