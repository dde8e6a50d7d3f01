import JSON
import Storage

/// Approved hosts, as the commands give them out.
enum WebhookHostOutput {
    /// The host as people write it, with the port when it has one of its own.
    static func place(_ host: WebhookHost) -> String {
        let name = host.host.contains(":") ? "[\(host.host)]" : host.host
        return host.port == 0 ? name : "\(name):\(host.port)"
    }

    static func write(_ hosts: [WebhookHost]) {
        JSONOutput.write { writer in
            writer.beginArray()
            for host in hosts {
                writer.beginObject()
                writer.field("host", host.host)
                writer.key("port")
                if host.port == 0 { writer.null() } else { writer.int(Int64(host.port)) }
                writer.field("plain_http", host.isPlain)
                writer.key("networks")
                writer.beginArray()
                for network in host.networks { writer.string(network) }
                writer.endArray()
                writer.field("since", JSONOutput.time(host.at))
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
