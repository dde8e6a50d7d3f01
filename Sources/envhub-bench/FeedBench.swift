import Feeds
import Foundation
import HTTPServer
import Serving
import Storage
import Subprocess
import Terminal

/// `envhub-bench feed`: the real server with keys, grants and its access log, on a feed of many records.
struct FeedBench {
    let options: BenchOptions

    func run() throws {
        let directory = options.keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if options.keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let store = try FeedStore(in: directory, records: options.records)
        let log = try AccessLog(path: directory + "/access.db", capacity: 500_000)
        var http = HTTPListener.Configuration()
        http.port = options.port
        let server = try PartnerServer(storePath: store.path, feeds: [store.feed], log: log, http: http, limits: .none)
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/v1/feeds/\(store.feed.name)/changes"
        let script = directory + "/load.lua"
        try Data(FeedBench.script(url, key: store.key, tokens: try store.tokens(1_000)).utf8).write(
            to: URL(filePath: script))
        let out = TerminalOutput.standardOutput
        if !options.isJSON { out.line("serving \(url)?cursor=start&limit=100\nkey \(store.key)") }
        guard let wrk = FeedBench.wrk() else {
            out.line("wrk is not installed: serving until this is stopped")
            while true { Thread.sleep(forTimeInterval: 3_600) }
        }
        report(try load(wrk, script, url), server.metrics, log.health)
    }

    /// Where `wrk` is, if it is there.
    private static func wrk() -> String? {
        ["/usr/bin/wrk", "/usr/local/bin/wrk"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A script that asks for a page at one cursor after the other.
    private static func script(_ url: String, key: String, tokens: [String]) -> String {
        """
        local tokens = { \(tokens.map { "\"\($0)\"" }.joined(separator: ", ")) }
        local headers = { ["Authorization"] = "Bearer \(key)" }
        local requests = {}
        local at = 0
        function init(arguments)
          for i, token in ipairs(tokens) do
            requests[i] = wrk.format("GET", "\(URL(string: url)?.path ?? "")?cursor=" .. token .. "&limit=100", headers)
          end
        end
        function request()
          at = at % #tokens + 1
          return requests[at]
        end
        """
    }

    private func load(_ wrk: String, _ script: String, _ url: String) throws -> String {
        let words = ["-t1", "-c64", "-d\(options.seconds)s", "--latency", "-s", script, url]
        let child = try ChildProcess(.init(wrk, words), readsOutput: true)
        let said = child.readOutput(limit: 1 << 20)
        child.wait()
        return String(decoding: said, as: UTF8.self)
    }

    private func report(_ said: String, _ metrics: ServingMetrics, _ health: AccessLog.Health) {
        let out = TerminalOutput.standardOutput
        let lines = said.split(separator: "\n").map { $0.split(separator: " ") }
        let rate = lines.first { $0.first == "Requests/sec:" }?.last ?? "0"
        let slowest = lines.first { $0.first == "99%" }?.last ?? ""
        let statuses = metrics.current.statuses.sorted { $0.key < $1.key }
        if options.isJSON {
            let counts = statuses.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
            out.line(
                "{\"workload\":\"feed\",\"records\":\(options.records),\"pages_per_second\":\(rate),\"p99\":\"\(slowest)\","
                    + "\"statuses\":{\(counts)},\"peak_bytes\":\(Measures.peakMemory)}")
            return
        }
        out.line(said)
        out.line(
            "\(rate) pages/s, p99 \(slowest), answers \(statuses.map { "\($0.key): \($0.value)" }.joined(separator: ", ")), "
                + "access log \(health.written) rows and \(health.waiting) to come, "
                + "peak \(HumanFormat.bytes(Measures.peakMemory))")
    }
}
