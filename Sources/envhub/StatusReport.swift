import Connectors
import Feeds
import JSON
import Serving
import Storage
import Sync
import Terminal

/// How a hub stands: its connectors with their last runs, what is held, its feeds.
struct StatusReport {
    /// One connector.
    struct Connector {
        let name: String
        let title: String
        let run: Run?
        let held: Int64
        let waiting: Int64
        let failures: Int
        let raw: KeptState
        let spool: SpoolOutput.Spool?
    }

    let connectors: [Connector]
    let feeds: [Store.FeedState]
    /// How far consumers are behind.
    let consumers: [ConsumerLag]
    /// The errors of the hub's files, if they have any.
    let problem: String?

    /// Reads the store in `stateDirectory`, and the locks of its runs. Without a hub, whose files are broken, the connectors are those that have run.
    init(stateDirectory: String, hub: Hub?, problem: String?) throws {
        let store = try Store(path: stateDirectory + "/envhub.db")
        self.problem = problem
        let (held, waiting) = (try Self.entries(.held, store), try Self.entries(.waiting, store))
        let ran = hub == nil ? Set(try store.runs(limit: 1_000).map(\.connector)).sorted() : []
        let names = hub?.connectors.map { ($0.name, $0.title) } ?? ran.map { ($0, "") }
        connectors = try names.map { name, title in
            let runs = try store.standing(
                store.runs(connector: name, limit: 100).filter(\.isPull), locks: stateDirectory)
            return Connector(
                name: name, title: title, run: runs.first, held: held[name] ?? 0, waiting: waiting[name] ?? 0,
                failures: runs.prefix { $0.state == .failed }.count, raw: try store.keptState(of: name),
                spool: hub.flatMap { hub in hub.connector(name).flatMap { SpoolOutput.spool(of: $0, hub) } })
        }
        feeds = try store.feeds()
        consumers = try hub.map { try ConsumerReading.lags(of: $0) } ?? []
    }

    /// How many entries stand so, by connector.
    private static func entries(_ state: QuarantineFilter.State, _ store: Store) throws -> [String: Int64] {
        var filter = QuarantineFilter()
        filter.state = state
        return Dictionary(grouping: try store.quarantineGroups(filter), by: \.connector)
            .mapValues { $0.reduce(0) { $0 + $1.count } }
    }

    /// Whether something needs a person.
    var isTroubled: Bool {
        problem != nil
            || connectors.contains { $0.run.map { [.failed, .inconsistent, .held].contains($0.state) } ?? false }
    }

    /// The report for people.
    func text() -> String {
        var table = Table(
            columns: ["connector", "", "last run", "state", "when", "failed in a row", "in quarantine"],
            alignments: [.left, .left, .right, .left, .left, .right, .right])
        for connector in connectors {
            let run = connector.run
            table.add([
                connector.name, connector.title, run.map { "\($0.id)" } ?? "", run?.state.rawValue ?? "never ran",
                Times.ago(run?.started), connector.failures > 0 ? "\(connector.failures)" : "",
                HumanFormat.count(Int(connector.held)),
            ])
        }
        var feedTable = Table(
            columns: ["feed", "head", "horizon", "epoch"], alignments: [.left, .right, .right, .left])
        for feed in feeds {
            feedTable.add([
                feed.name, HumanFormat.count(Int(feed.head)), HumanFormat.count(Int(feed.horizon)), feed.epoch,
            ])
        }
        let messages = connectors.compactMap { connector in
            connector.run?.message.map { "\(connector.name): \(escapingControls($0))\n" }
        }
        let waiting = connectors.filter { $0.waiting > 0 }.map { connector in
            "\(connector.name): \(HumanFormat.count(Int(connector.waiting), "record waits", "records wait")) for rows that no "
                + "source has told of\n"
        }
        let kept = connectors.compactMap { connector in
            RawOutput.line(connector.raw).map { "\(connector.name): \($0)\n" }
        }
        let forwarded = connectors.compactMap { connector in
            SpoolOutput.line(connector.spool).map { "\(connector.name): \($0)\n" }
        }
        return table.rendered() + messages.joined() + waiting.joined() + kept.joined() + forwarded.joined() + "\n"
            + feedTable.rendered() + ConsumerReading.table(consumers)
    }

    /// The report for scripts.
    func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("problem", problem)
        writer.key("connectors")
        writer.beginArray()
        for connector in connectors { append(connector, &writer) }
        writer.endArray()
        writer.key("feeds")
        writer.beginArray()
        for feed in feeds { append(feed, &writer) }
        writer.endArray()
        writer.key("consumers")
        writer.beginArray()
        for lag in consumers { ConsumerReading.append(lag, &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private func append(_ connector: Connector, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("connector", connector.name)
        writer.field("title", connector.title)
        writer.field("quarantined", connector.held)
        writer.field("waiting", connector.waiting)
        writer.field("failed_in_a_row", Int64(connector.failures))
        RawOutput.append(connector.raw, &writer)
        SpoolOutput.append(connector.spool, &writer)
        writer.key("last_run")
        if let run = connector.run { RunsJSON.append(run, &writer) } else { writer.null() }
        writer.endObject()
    }

    private func append(_ feed: Store.FeedState, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("feed", feed.name)
        writer.field("head", feed.head)
        writer.field("horizon", feed.horizon)
        writer.field("epoch", feed.epoch)
        writer.endObject()
    }
}
