import Feeds
import Foundation
import HTTPServer
import Serving
import Storage
import Subprocess
import Terminal

/// `envhub-bench feed`: the real server with keys, grants and its access log, on a feed of many records; three kinds of request, each
/// compared with a reference server when there is one.
struct FeedBench {
    let options: BenchOptions

    /// What is asked for, over and over.
    enum Asking: String, CaseIterable {
        /// A hundred lines from another place each time.
        case pages
        /// The page that the client has, by its tag: 304.
        case unchanged
        /// What is new where nothing is.
        case empty

        /// Where the reference has the like: of an empty poll, the page behind its last row.
        func referencePath(records: Int) -> String {
            switch self {
            case .pages: "/changes"
            case .unchanged: "/304"
            case .empty: "/changes?after=\(records)"
            }
        }
    }

    /// What one load brought.
    struct Measure {
        /// Answers a second.
        var rate = 0.0
        /// The 99th of a hundred, as the load's program writes it.
        var slowest = ""
        /// How many were answered.
        var count = 0.0
    }

    func run() async throws {
        let directory = options.keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if options.keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let store = try FeedStore(in: directory, records: options.records)
        let log = try AccessLog(path: directory + "/access.db", capacity: 500_000)
        var http = HTTPListener.Configuration()
        http.port = options.port
        if let threads = options.threads { http.threads = threads }
        let server = try PartnerServer(storePath: store.path, feeds: [store.feed], log: log, http: http, limits: .none)
        defer { server.stop() }
        let url = "http://127.0.0.1:\(server.port)/v1/feeds/\(store.feed.name)/changes"
        guard let load = WebLoad(seconds: options.seconds) else {
            TerminalOutput.standardOutput.line("serving \(url)?cursor=start&limit=100\nkey \(store.key)")
            while true { try await Task.sleep(for: .seconds(3_600)) }
        }
        let reference = try options.reference.map {
            try FeedReference(program: $0, directory: directory, records: options.records)
        }
        defer { reference?.stop() }
        var ratios: [Asking: [Double]] = [:]
        for _ in 0..<max(options.rounds, 1) {
            for asking in Asking.allCases {
                let scripted = directory + "/\(asking).lua"
                try Data(try script(asking, url, store).utf8).write(to: URL(filePath: scripted))
                let theirs = try reference.map {
                    try load.put(on: $0.address + asking.referencePath(records: options.records))
                }
                let (ours, cost) = try await Measures.of { try load.put(on: url, script: scripted) }
                report(asking, ours, cost, theirs)
                if let theirs { ratios[asking, default: []].append(ours.rate / theirs.rate) }
            }
        }
        report(server.metrics, log.health)
        if options.rounds > 1, reference != nil { report(ratios) }
    }

    /// A script that sends one request after the other.
    private func script(_ asking: Asking, _ url: String, _ store: FeedStore) throws -> String {
        let path = URL(string: url)?.path ?? ""
        // Who has read everything, and has been told which schema it follows.
        let last = try FeedBench.header("feed-cursor", "\(url)?cursor=now", store.key)
        let tokens = asking == .pages ? try store.tokens(1_000, like: last) : [last]
        var tag = ""
        if asking == .unchanged { tag = try FeedBench.header("etag", "\(url)?cursor=\(last)&limit=100", store.key) }
        return """
            local tokens = { \(tokens.map { "\"\($0)\"" }.joined(separator: ", ")) }
            local headers = { ["Authorization"] = "Bearer \(store.key)" }
            \(tag.isEmpty ? "" : "headers[\"If-None-Match\"] = '\(tag)'")
            local requests = {}
            local at = 0
            function init(arguments)
              for i, token in ipairs(tokens) do
                requests[i] = wrk.format("GET", "\(path)?cursor=" .. token .. "&limit=100", headers)
              end
            end
            function request()
              at = at % #tokens + 1
              return requests[at]
            end
            """
    }

    /// A header of an answer; its name in lowercase.
    private static func header(_ name: String, _ url: String, _ key: String) throws -> String {
        let words = ["-s", "-D", "-", "-o", "/dev/null", "-H", "Authorization: Bearer \(key)", url]
        let child = try ChildProcess(.init("/usr/bin/curl", words), readsOutput: true)
        let said = String(decoding: child.readOutput(limit: 1 << 16), as: UTF8.self)
        let line = said.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(name + ":") }
        guard let line else { throw BenchError(message: "the server gave no \(name): \(said.prefix(200))") }
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }

    private func report(_ asking: Asking, _ ours: Measure, _ cost: Measures, _ theirs: Measure?) {
        let out = TerminalOutput.standardOutput
        let processor = cost.processorSeconds * 1e6 / ours.count
        let allocations = Double(cost.allocations) / ours.count
        let ratio = theirs.map { ours.rate / $0.rate }
        if options.isJSON {
            let compared = theirs.map { ",\"reference_per_second\":\($0.rate),\"ratio\":\(ratio ?? 0)" } ?? ""
            out.line(
                "{\"workload\":\"feed\",\"asking\":\"\(asking)\",\"records\":\(options.records),"
                    + "\"per_second\":\(ours.rate),\"p99\":\"\(ours.slowest)\",\"processor_microseconds\":\(processor),"
                    + "\"allocations\":\(allocations)\(compared)}")
            return
        }
        let compared = theirs.map {
            ", reference \(Int($0.rate))/s, p99 \($0.slowest): \(Int(100 * (ratio ?? 0))) %"
        }
        let costs = String(format: "%.1f µs of processors and %.1f allocations each", processor, allocations)
        out.line("\(asking): \(Int(ours.rate))/s, p99 \(ours.slowest), \(costs)\(compared ?? "")")
    }

    /// What is in the middle of the rounds: machines that others use as well are now fast and now slow.
    private func report(_ ratios: [Asking: [Double]]) {
        let middles = Asking.allCases.map { asking in
            let sorted = (ratios[asking] ?? []).sorted()
            return (asking, sorted.isEmpty ? 0 : sorted[sorted.count / 2])
        }
        let out = TerminalOutput.standardOutput
        if options.isJSON {
            let shares = middles.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
            return out.line("{\"workload\":\"feed\",\"rounds\":\(options.rounds),\"median_ratios\":{\(shares)}}")
        }
        let shares = middles.map { "\($0.0) \(Int(100 * $0.1)) %" }.joined(separator: ", ")
        out.line("of the reference, in the middle of \(options.rounds) rounds: \(shares)")
    }

    private func report(_ metrics: ServingMetrics, _ health: AccessLog.Health) {
        let statuses = metrics.current.statuses.sorted { $0.key < $1.key }
        let out = TerminalOutput.standardOutput
        if options.isJSON {
            let counts = statuses.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
            out.line(
                "{\"workload\":\"feed\",\"statuses\":{\(counts)},\"logged\":\(health.written),"
                    + "\"peak_bytes\":\(Measures.peakMemory)}")
            return
        }
        out.line(
            "answers \(statuses.map { "\($0.key): \($0.value)" }.joined(separator: ", ")), "
                + "access log \(health.written) rows and \(health.waiting) to come, "
                + "peak \(HumanFormat.bytes(Measures.peakMemory))")
    }
}
