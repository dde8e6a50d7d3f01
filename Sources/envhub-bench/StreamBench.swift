import Feeds
import Foundation
import Glibc
import HTTPServer
import Serving
import Storage
import Terminal

/// `envhub-bench sse`: many clients follow one feed on one serving thread; how long a committed change takes to reach each of them.
/// Also how long the digest of the feed takes, the first time and after a change.
struct StreamBench {
    let options: BenchOptions

    func run() async throws {
        let directory = options.keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if options.keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let store = try FeedStore(in: directory, records: options.records)
        let log = try AccessLog(path: directory + "/access.db", capacity: 500_000)
        var http = HTTPListener.Configuration()
        if let threads = options.threads { http.threads = threads }
        let server = try PartnerServer(storePath: store.path, feeds: [store.feed], log: log, http: http, limits: .none)
        defer { server.stop() }
        let writer = try Store(path: store.path)
        let digests = try await timesOfDigest(server.port, store, writer)
        let memory = Self.memory
        let clients = try StreamClients(options.streams, port: server.port, feed: store.feed.name, key: store.key)
        clients.read(until: { server.metrics.current.streams == options.streams && clients.areQuiet })
        let held = Self.memory - memory
        report(try latencies(clients, store, writer, server), digests, held)
    }

    /// Each client's time from the end of the commit, in milliseconds, sorted.
    private func latencies(
        _ clients: StreamClients, _ store: FeedStore, _ writer: Store, _ server: PartnerServer
    ) throws -> [Double] {
        var all: [Double] = []
        let end = ContinuousClock.now.advanced(by: .seconds(options.seconds))
        var row: Int64 = 0
        while ContinuousClock.now < end {
            row = row % Int64(options.records) + 1
            let seq = try FeedStore.change(row, store.feed, in: writer)
            let committed = ContinuousClock.now
            server.signal.notify()
            all += clients.arrivals(of: seq).map { committed.duration(to: $0) / .milliseconds(1) }
            usleep(50_000)
        }
        return all.sorted()
    }

    /// Seconds of the first digest, of one that is known, and of one after a change.
    private func timesOfDigest(_ port: Int, _ store: FeedStore, _ writer: Store) async throws -> [Double] {
        var times: [Double] = []
        for step in 0..<3 {
            if step == 2 { _ = try FeedStore.change(Int64(options.records / 2), store.feed, in: writer) }
            let (_, measures) = try await Measures.of {
                try StreamClients.ask("/v1/feeds/\(store.feed.name)/digest", port: port, key: store.key)
            }
            times.append(measures.seconds)
        }
        return times
    }

    /// The memory that the process holds now, in bytes.
    static var memory: Int {
        let words = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (words?.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(getpagesize())
    }

    private func report(_ times: [Double], _ digests: [Double], _ held: Int) {
        let out = TerminalOutput.standardOutput
        func at(_ share: Double) -> String {
            guard !times.isEmpty else { return "0" }
            return String(format: "%.1f", times[min(Int(Double(times.count) * share), times.count - 1)])
        }
        let digest = digests.map { String(format: "%.4f", $0) }
        if options.isJSON {
            out.line(
                "{\"workload\":\"sse\",\"streams\":\(options.streams),\"records\":\(options.records),"
                    + "\"deliveries\":\(times.count),\"p50_ms\":\(at(0.5)),\"p99_ms\":\(at(0.99)),"
                    + "\"digest_seconds\":[\(digest.joined(separator: ","))],\"peak_bytes\":\(Measures.peakMemory)}")
            return
        }
        out.line(
            "\(options.streams) streams, \(times.count) deliveries: p50 \(at(0.5)) ms, p99 \(at(0.99)) ms, "
                + "slowest \(at(1)) ms; holding them takes \(HumanFormat.bytes(held))")
        out.line(
            "digest of \(options.records) records: first \(digest[0]) s, known \(digest[1]) s, after a change \(digest[2]) s"
        )
    }
}
