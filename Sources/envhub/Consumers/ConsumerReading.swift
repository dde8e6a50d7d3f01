import Feeds
import Foundation
import JSON
import Serving
import Storage
import Sync
import Terminal

/// How far consumers have read, as the commands give it out.
enum ConsumerReading {
    /// How far the consumers of a hub are behind.
    static func lags(of hub: Hub) throws -> [ConsumerLag] {
        let retentions = Dictionary(hub.feeds.map { ($0.name, $0.retention) }) { $1 }
        return try lags(hub.storePath, hub.accessLogPath, retentions)
    }

    /// The same where the hub's files are not read, so that nobody knows how long feeds keep deletions: who is expired is told, who is
    /// about to be is not.
    static func lags(_ call: Call, _ store: Store) throws -> [ConsumerLag] {
        let retentions = Dictionary(try store.feeds().map { ($0.name, Int64.max / 4) }) { $1 }
        return try lags(call.storePath, call.stateDirectory + "/access.db", retentions)
    }

    private static func lags(
        _ storePath: String, _ logPath: String, _ retentions: [String: Int64]
    ) throws -> [ConsumerLag] {
        // Nobody has asked for anything yet; or the log cannot be read, which `audit verify` and `serve` tell of.
        guard FileManager.default.fileExists(atPath: logPath), let log = try? AccessLogReader(path: logPath) else {
            return []
        }
        return try ConsumerHealth.lags(
            storePath: storePath, cursors: try log.cursors(), retentions: retentions, at: SyncRun.clock())
    }

    /// `water-affairs 12, outlets 0`.
    static func text(_ lags: [ConsumerLag]) -> String {
        lags.map { "\($0.cursor.feed) \($0.state == .expired ? "expired" : HumanFormat.count(Int($0.lines)))" }
            .joined(separator: ", ")
    }

    /// The table of the status report; empty when nobody has read anything.
    static func table(_ lags: [ConsumerLag]) -> String {
        guard !lags.isEmpty else { return "" }
        var table = Table(
            columns: ["consumer", "feed", "behind", "oldest waits since", "last came", "can go on until", "state"],
            alignments: [.left, .left, .right])
        for lag in lags {
            table.add([
                lag.cursor.consumer, lag.cursor.feed, HumanFormat.count(Int(lag.lines)), Times.text(lag.waiting),
                Times.ago(lag.cursor.at), Times.text(lag.expires), lag.state.rawValue,
            ])
        }
        return "\n" + table.rendered()
    }

    static func append(_ lag: ConsumerLag, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("consumer", lag.cursor.consumer)
        writer.field("feed", lag.cursor.feed)
        writer.field("acknowledged", lag.cursor.position)
        writer.field("acknowledged_at", JSONOutput.time(lag.cursor.at))
        writer.field("lag", lag.lines)
        writer.field("waiting_since", JSONOutput.time(lag.waiting))
        writer.field("state", lag.state.rawValue)
        writer.endObject()
    }
}
