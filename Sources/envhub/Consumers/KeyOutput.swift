import JSON
import Storage
import Terminal

/// Shows a new key: this once, and never again.
enum KeyOutput {
    static func write(
        _ key: AccessKey, of consumer: Consumer, expires: Int64, feeds: [String], _ profile: KeyProfile? = nil,
        _ call: Call
    ) throws {
        try profile?.write(key, expires: expires)
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("consumer", consumer.name)
                writer.field("key_id", key.id)
                if let profile { writer.field("profile", profile.path) } else { writer.field("key", key.text) }
                writer.field("expires", JSONOutput.time(expires))
                writer.endObject()
            }
            return
        }
        let out = TerminalOutput.standardOutput
        if let profile {
            return out.line(
                "key \(key.id) of \(consumer.name) is in \(profile.path) and kept nowhere else; it holds until \(Times.text(expires))"
            )
        }
        out.line("key of \(consumer.name), shown this once and kept nowhere; it holds until \(Times.text(expires)):")
        out.line()
        out.line("  " + key.text)
        out.line()
        for feed in feeds {
            out.line(
                "  curl -H 'Authorization: Bearer \(key.text)' 'http://127.0.0.1:8480/v1/feeds/\(feed)/changes?cursor=start'"
            )
        }
    }
}
