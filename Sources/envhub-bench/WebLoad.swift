import Foundation
import Subprocess

/// Puts load on a server, by `wrk`: one thread with 64 connections.
struct WebLoad {
    private let program: String
    let seconds: Int

    /// Nil when there is no `wrk`.
    init?(seconds: Int) {
        let places = ["/usr/bin/wrk", "/usr/local/bin/wrk"]
        guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            return nil
        }
        self.program = program
        self.seconds = seconds
    }

    func put(on url: String, script: String? = nil) throws -> FeedBench.Measure {
        let words = ["-t1", "-c64", "-d\(seconds)s", "--latency"] + (script.map { ["-s", $0] } ?? []) + [url]
        let child = try ChildProcess(.init(program, words), readsOutput: true)
        let said = String(decoding: child.readOutput(limit: 1 << 20), as: UTF8.self)
        child.wait()
        let lines = said.split(separator: "\n").map { $0.split(separator: " ") }
        guard let rate = lines.first(where: { $0.first == "Requests/sec:" })?.last.flatMap({ Double($0) }) else {
            throw BenchError(message: said)
        }
        let count = lines.first { $0.count > 2 && $0[1] == "requests" && $0[2] == "in" }?.first.flatMap { Double($0) }
        return FeedBench.Measure(
            rate: rate, slowest: String(lines.first { $0.first == "99%" }?.last ?? ""), count: count ?? 1)
    }
}
