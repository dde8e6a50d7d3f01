import Crypto
import Feeds
import Foundation
import HTTPServer
import Serving
import Storage
import Subprocess
import Terminal

/// `envhub-bench snapshot`: how long whole files of a feed take to be made and, once made, to be sent, by the real server to curl on
/// this machine, each in MB/s of the file; and how much memory the making takes.
struct SnapshotBench {
    let options: BenchOptions

    private struct Row {
        var format: String
        var bytes: Int
        var made: Double
        var sent: Double
    }

    func run() async throws {
        let directory = options.keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if options.keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let store = try FeedStore(in: directory, records: options.records)
        let log = try AccessLog(path: directory + "/access.db", capacity: 500_000)
        let keys = try SigningKeys(folder: directory + "/signing")
        let server = try PartnerServer(
            storePath: store.path, feeds: [store.feed], log: log, http: HTTPListener.Configuration(), limits: .none,
            snapshots: SnapshotSettings(folder: directory + "/snapshots", keys: keys))
        defer { server.stop() }
        let before = StreamBench.memory
        var rows: [Row] = []
        for format in ["ndjson", "csv", "geojson", "xml", "xlsx"] {
            let url = "http://127.0.0.1:\(server.port)/v1/feeds/\(store.feed.name)/snapshot/permit.\(format)"
            rows.append(try await measure(format, url, store.key))
        }
        report(rows, StreamBench.memory - before)
    }

    /// The first answer begins when the file is made; of those that follow the best of three counts.
    private func measure(_ format: String, _ url: String, _ key: String) async throws -> Row {
        let (_, made) = try fetch(url, key, ["-I"])
        var row = Row(format: format, bytes: 0, made: made, sent: .infinity)
        for _ in 0..<3 {
            let (bytes, seconds) = try fetch(url, key, [])
            row.bytes = bytes
            row.sent = min(row.sent, seconds)
        }
        return row
    }

    /// Bytes and seconds, as curl counts them.
    private func fetch(_ url: String, _ key: String, _ more: [String]) throws -> (bytes: Int, seconds: Double) {
        var seconds = 0.0
        while true {
            let words = ["-sS", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{time_total}"]
            let child = try ChildProcess(
                .init("/usr/bin/curl", words + ["-H", "Authorization: Bearer \(key)"] + more + [url]), readsOutput: true
            )
            let said = String(decoding: child.readOutput(limit: 4096), as: UTF8.self).split(separator: " ")
            child.wait()
            guard said.count == 3, let bytes = Int(said[1]), let time = Double(said[2]) else {
                throw BenchError(message: "curl said nothing")
            }
            seconds += time
            if said[0] == "200" { return (bytes, seconds) }
            // A file that takes longer than a request may wait is asked for again.
            guard said[0] == "503" else { throw BenchError(message: "the server answered \(said[0])") }
            Thread.sleep(forTimeInterval: 1)
            seconds += 1
        }
    }

    private func report(_ rows: [Row], _ memory: Int) {
        let out = TerminalOutput.standardOutput
        for row in rows {
            let size = Double(row.bytes) / 1e6
            let (making, sending) = (Int(size / row.made), Int(size / row.sent))
            if options.isJSON {
                out.line(
                    #"{"format":"\#(row.format)","records":\#(options.records),"bytes":\#(row.bytes),"#
                        + #""made_seconds":\#(row.made),"sent_seconds":\#(row.sent)}"#)
            } else {
                out.line(
                    "\(row.format): \(options.records) records, \(Int(size)) MB, made in \(row.made) s (\(making) MB/s), "
                        + "sent in \(row.sent) s (\(sending) MB/s)")
            }
        }
        if !options.isJSON { out.line("memory that is held after it: \(memory / 1_000_000) MB") }
    }
}
