import Feeds
import Foundation
import Glibc
import HTTPServer
import Serving
import Storage
import Subprocess
import Terminal

/// `envhub-bench idle`: many clients that wait, as streams and then as long polls; the memory that the server holds them with, and how
/// long one commit takes to reach all of them.
///
/// The server is a process of its own, with the connections of one address limited as they are in service: the clients come from as
/// many addresses of this machine (127.1.x.y) as that takes. The commit is another process's, as that of a sync is.
struct IdleBench {
    let options: BenchOptions

    private struct Row {
        let kind: String
        let before: Int
        let with: Int
        let peak: Int
        let opening: Double
        let reached: [Double]
    }

    func run() throws {
        if options.isServing { return try serve() }
        let directory = options.keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { if options.keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let files = DescriptorLimit.raise()
        guard files > options.streams + 100 else {
            throw BenchError(
                message: "\(options.streams) clients take more open files than the \(files) that are allowed")
        }
        let store = try FeedStore(in: directory, records: options.records)
        for kind in ["sse", "poll"] { report(try measure(kind, store, directory)) }
    }

    private func measure(_ kind: String, _ store: FeedStore, _ directory: String) throws -> Row {
        let threads = options.threads.map { ["--threads", "\($0)"] } ?? []
        let child = try ChildProcess(.init("/proc/self/exe", ["idle", "--serve", directory] + threads))
        defer { child.stop() }
        let port = try Self.port(in: directory, of: child)
        let writer = try Store(path: store.path)
        try StreamClients.ask("/v1/feeds/\(store.feed.name)/changes?cursor=start", port: port, key: store.key)
        let before = Self.memory(of: child.id, "VmRSS")
        let start = ContinuousClock.now
        let clients = try WaitingClients(options.streams, kind, port: port, feed: store.feed.name, key: store.key)
        try clients.settle()
        let opening = start.duration(to: .now) / .milliseconds(1)
        let with = Self.memory(of: child.id, "VmRSS")
        let seq = try FeedStore.change(1, store.feed, in: writer)
        let committed = ContinuousClock.now
        let reached = try clients.arrivals(of: seq).map { committed.duration(to: $0) / .milliseconds(1) }.sorted()
        let peak = Self.memory(of: child.id, "VmHWM")
        return Row(kind: kind, before: before, with: with, peak: peak, opening: opening, reached: reached)
    }

    /// The server's life: until the bench that started it tells it to end, or is gone.
    private func serve() throws {
        let directory = options.keeps ?? ""
        _ = DescriptorLimit.raise()
        let log = try AccessLog(path: directory + "/access.db", capacity: 500_000)
        var http = HTTPListener.Configuration()
        if let threads = options.threads { http.threads = threads }
        http.maxConnections = 100_000
        http.maxConnectionsPerAddress = WaitingClients.perAddress
        let server = try PartnerServer(
            storePath: directory + "/feed.db", feeds: [try FeedStore.compile()], log: log, http: http, limits: .none)
        try Data("\(server.port)\n".utf8).write(to: URL(filePath: directory + "/port"), options: .atomic)
        let parent = getppid()
        while getppid() == parent { usleep(100_000) }
        server.stop()
    }

    /// Where the child listens; its file is taken away, for the next.
    private static func port(in directory: String, of child: ChildProcess) throws -> Int {
        let file = directory + "/port"
        while child.isRunning {
            if let text = try? String(contentsOfFile: file, encoding: .utf8), let port = Int(text.dropLast()) {
                try FileManager.default.removeItem(atPath: file)
                return port
            }
            usleep(10_000)
        }
        throw BenchError(message: "the server has ended")
    }

    /// What a process holds now (`VmRSS`) or has held at most (`VmHWM`), in bytes.
    private static func memory(of process: Int32, _ what: String) -> Int {
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix(what + ":") }
        let kibibytes = line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) }
        return (kibibytes ?? 0) << 10
    }

    private func report(_ row: Row) {
        let out = TerminalOutput.standardOutput
        let (first, last) = (row.reached.first ?? 0, row.reached.last ?? 0)
        let middle = row.reached.isEmpty ? 0 : row.reached[row.reached.count / 2]
        if options.isJSON {
            out.line(
                #"{"workload":"idle","kind":"\#(row.kind)","clients":\#(options.streams),"before_bytes":\#(row.before),"#
                    + #""with_bytes":\#(row.with),"peak_bytes":\#(row.peak),"opening_ms":\#(Int(row.opening)),"#
                    + #""reached":\#(row.reached.count),"first_ms":\#(Int(first)),"p50_ms":\#(Int(middle)),"last_ms":\#(Int(last))}"#
            )
            return
        }
        out.line(
            "\(row.kind): \(options.streams) clients wait after \(Int(row.opening)) ms; the server holds "
                + "\(HumanFormat.bytes(row.before)) before, \(HumanFormat.bytes(row.with)) with them, "
                + "\(HumanFormat.bytes(row.peak)) at most; a commit reaches \(row.reached.count): first after \(Int(first)) ms, "
                + "half after \(Int(middle)) ms, the last after \(Int(last)) ms")
    }
}
