import JSON
import Storage
import Sync
import Terminal

/// `envhub consumer link`
enum ConsumerLinkCommand: Command {
    static let name = ["consumer", "link"]
    static let summary = "a link that opens one path without a key, for spreadsheets; it ends with the consumer's key"
    static let arguments = "NAME [PATH]"
    static let options = [
        Option("days", "N", "how long it opens (default 30, at most 90)"), PublicURL.option,
        Option("list", "", "list the consumer's links instead"),
        Option("revoke", "ID", "take a link back instead"),
    ]
    static let examples = [
        (
            command: "envhub consumer link water-mirror /v1/feeds/water-affairs/outlet?f=csv --days 30",
            does: "shows a link to one table, once"
        ),
        (command: "envhub consumer link water-mirror --list", does: "which links there are, and until when they open"),
        (command: "envhub consumer link water-mirror --revoke 7KQ2M9X4AB", does: "closes one from the next request on"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        let now = SyncRun.clock()
        if let id = call["revoke"] { return try revoke(id, of: consumer, in: store, now, call) }
        if call.has("list") { return try list(consumer, in: store, now, call) }
        guard call.arguments.count > 1 else { throw UsageError("`consumer link` needs the PATH that it is to open") }
        return try issue(call.arguments[1], to: consumer, in: store, now, call)
    }

    private static func issue(
        _ path: String, to consumer: Consumer, in store: Store, _ now: Int64, _ call: Call
    ) throws -> ExitCode {
        let days = try call.integer("days", in: 1...90) ?? 30
        let place = try PublicURL.of(call, store)
        try check(path, consumer)
        let (link, signature) = try store.issueLink(
            to: path, for: consumer, at: now, expires: now + Int64(days) * 86_400_000)
        let url = place + path + (path.contains("?") ? "&" : "?") + "\(LinkSeal.parameter)=\(signature)"
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("consumer", consumer.name)
                writer.field("link_id", link.id)
                writer.field("url", url)
                writer.field("expires", JSONOutput.time(link.expires))
                writer.endObject()
            }
        } else {
            let out = TerminalOutput.standardOutput
            out.line(
                "link \(link.id) of \(consumer.name), shown this once; it opens until \(Times.text(link.expires)) for")
            out.line("everybody who has it, this path alone:")
            out.line()
            out.line("  " + url)
        }
        return .ok
    }

    /// A link that the consumer could not open itself would be a riddle.
    private static func check(_ path: String, _ consumer: Consumer) throws {
        let parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        let feed: String
        switch parts.first {
        case "v1" where parts.count > 2 && parts[1] == "feeds": feed = parts[2]
        case "collections" where parts.count > 1: feed = String(parts[1].prefix { $0 != "." })
        default: throw UsageError("a link opens something of a feed, such as /v1/feeds/water-affairs/outlet?f=csv")
        }
        guard consumer.grant(on: feed) != nil else {
            throw CommandError(
                Names.unknown("grant of \(consumer.name) on", feed, among: consumer.grants.map(\.feed)), code: .usage)
        }
    }

    private static func revoke(
        _ id: String, of consumer: Consumer, in store: Store, _ now: Int64, _ call: Call
    ) throws -> ExitCode {
        guard try store.revokeLink(id, of: consumer, at: now) else {
            let open = try store.links(of: consumer).filter { $0.revoked == nil }.map(\.id)
            throw CommandError(Names.unknown("link of \(consumer.name)", id, among: open), code: .usage)
        }
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("revoked", id)
                writer.endObject()
            }
        } else {
            TerminalOutput.standardOutput.line("link \(id) of \(consumer.name) revoked")
        }
        return .ok
    }

    private static func list(_ consumer: Consumer, in store: Store, _ now: Int64, _ call: Call) throws -> ExitCode {
        let links = try store.links(of: consumer)
        let live = Set(try store.keys(of: consumer).filter { $0.isLive(at: now) }.map(\.id))
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for link in links {
                    writer.beginObject()
                    writer.field("link_id", link.id)
                    writer.field("target", link.target)
                    writer.field("key_id", link.key)
                    writer.field("expires", JSONOutput.time(link.expires))
                    writer.field("revoked", JSONOutput.time(link.revoked))
                    writer.field("open", link.revoked == nil && now < link.expires && live.contains(link.key))
                    writer.endObject()
                }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        if links.isEmpty {
            out.line("no links")
            return .ok
        }
        var table = Table(columns: ["link", "path", "key", "state"])
        for link in links { table.add([link.id, link.target, link.key, state(link, live, now)]) }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
        return .ok
    }

    private static func state(_ link: SignedLink, _ live: Set<String>, _ now: Int64) -> String {
        if let revoked = link.revoked { return "revoked \(Times.text(revoked))" }
        if !live.contains(link.key) { return "closed with its key" }
        return (now < link.expires ? "opens until " : "over since ") + Times.text(link.expires)
    }
}
