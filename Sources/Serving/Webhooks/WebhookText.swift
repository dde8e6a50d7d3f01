import JSON
import Model
import Storage

/// What messages say (Standard Webhooks 1.0.0, "Payload structure"): thin, for the records themselves are fetched with a key.
enum WebhookText {
    /// - Parameter base: where partners reach the hub.
    static func body(_ message: Webhook.Message, feed: String, base: (String) -> String) -> [UInt8] {
        var writer = JSONWriter(capacity: 384)
        writer.object { writer in
            writer.member("type", message.first == 0 ? "feed.renewed" : "feed.advanced")
            writer.member("timestamp", Instant(milliseconds: message.made).description)
            writer.object("data") { writer in
                writer.member("feed", feed)
                if message.first > 0 {
                    writer.member("from", message.first)
                    writer.member("to", message.last)
                    writer.member("count", message.lines)
                    writer.member("url", base("/v1/feeds/\(feed)/changes"))
                } else {
                    writer.member("to", message.last)
                    writer.member("url", base("/v1/feeds/\(feed)/changes?cursor=start"))
                }
            }
        }
        return writer.bytes
    }

    /// A message that only tries the way.
    static func test(of feed: String, at now: Int64) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            writer.member("type", "webhook.test")
            writer.member("timestamp", Instant(milliseconds: now).description)
            writer.object("data") { $0.member("feed", feed) }
        }
        return writer.bytes
    }
}
