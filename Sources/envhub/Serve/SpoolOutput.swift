import Connectors
import JSON
import Storage
import Sync
import Terminal

/// What `envhub status` tells of packets that are forwarded.
enum SpoolOutput {
    /// How the spool of a connector stands.
    struct Spool {
        let address: String
        let counts: SpoolCounts
        let oldest: Int64?
    }

    /// The spool of a connector that forwards; nil for others, and when no device has ever reported.
    static func spool(of definition: ConnectorDefinition, _ hub: Hub) -> Spool? {
        guard let rules = (definition.source as? HJ212Source)?.rules.upstream,
            let reader = try? SpoolReader(path: hub.seriesPath(of: definition.name)), let counts = try? reader.counts()
        else { return nil }
        return Spool(address: rules.address, counts: counts, oldest: (try? reader.oldest()) ?? nil)
    }

    /// A line for people.
    static func line(_ spool: Spool?) -> String? {
        guard let spool else { return nil }
        let counts = spool.counts
        var text = "\(count(counts.sent)) forwarded to \(spool.address)"
        if let oldest = spool.oldest { text += ", \(count(counts.waiting)) waiting since \(Times.text(oldest))" }
        if counts.refused > 0 { text += ", \(count(counts.refused)) set aside" }
        if counts.missed > 0 { text += ", \(count(counts.missed)) missing because the spool was full" }
        return text
    }

    private static func count(_ packets: Int64) -> String { HumanFormat.count(Int(packets), "packet") }

    /// Fields for scripts.
    static func append(_ spool: Spool?, _ writer: inout JSONWriter) {
        guard let spool else { return }
        writer.key("upstream")
        writer.beginObject()
        writer.field("to", spool.address)
        writer.field("waiting", spool.counts.waiting)
        writer.field("waiting_bytes", spool.counts.bytes)
        writer.field("oldest", spool.oldest.map(Times.text))
        writer.field("sent", spool.counts.sent)
        writer.field("set_aside", spool.counts.refused)
        writer.field("missed", spool.counts.missed)
        writer.endObject()
    }
}
