import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// The real binary over some thousand records, with a partner that behaves, `good`, and one that does not, `bad`.
final class AbusedHub {
    let hub: SmallHub
    let server: ServingHub
    let good: String
    let bad: String
    private let record: String
    private let tag: String

    static let records = 3_000
    /// The well-behaved partner's own address, 127.0.9.9; all abusers come from others.
    private static let address: UInt32 = 0x0909

    init() async throws {
        hub = try SmallHub()
        let rows = (1...Self.records).map { "A\($0),清远市第\($0)陶瓷有限公司,2011-05-06\n" }
        try hub.write("in/sources.csv", "编码,名称,成立日期\n" + rows.joined())
        try hub.run("sync")
        (good, bad) = (try Self.add("good", hub), try Self.add("bad", hub))
        // The client that measures asks more often than partners do.
        try hub.run("consumer", "limit", "good", "--rate", "1000", "--burst", "1000")
        server = try ServingHub(hub, "--no-schedules", "--no-devices")
        let client = try RawClient(port: Int(server.partner.split(separator: ":").last ?? "") ?? 0)
        client.send(
            "GET /v1/feeds/partners/changes?cursor=start&limit=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Authorization: Bearer \(good)\r\n\r\n")
        // As it is without packing: the tag is another then.
        let page = client.readAll()
        let id = page.firstMatch(of: /"id":"([a-z]+_[0-9A-Z]+)"/).map { String($0.output.1) } ?? ""
        record = "/v1/feeds/partners/pollution_source/\(id)"
        tag = page.firstMatch(of: /ETag: ("[0-9a-v]+")/).map { String($0.output.1) } ?? ""
        #expect(try await server.get(record, key: good).status == 200)
    }

    private static func add(_ name: String, _ hub: SmallHub) throws -> String {
        try hub.json("consumer", "add", name, "--feed", "partners", "--purpose", "监管", "--legal-basis", "协议")["key"]?
            .stringValue ?? ""
    }

    var port: Int { Int(server.partner.split(separator: ":").last ?? "") ?? 0 }

    /// The latencies of a well-behaved client's requests, in milliseconds, sorted: pages of 100 lines, pages that it has, one record;
    /// each on a connection of its own, so that being let in is measured too.
    func latencies(_ count: Int = 300) throws -> [Double] {
        let asked: [(target: String, more: String, status: String)] = [
            ("/v1/feeds/partners/changes?cursor=start&limit=100", "", "200"),
            ("/v1/feeds/partners/changes?cursor=start&limit=1", "If-None-Match: \(tag)\r\n", "304"),
            (record, "", "200"),
        ]
        var times: [Double] = []
        for turn in 0..<count {
            let request = asked[turn % asked.count]
            let start = ContinuousClock.now
            let client = try RawClient(port: port, from: Self.address)
            client.send(
                "GET \(request.target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer \(good)\r\n\(request.more)\r\n"
            )
            let answer = client.readAll()
            times.append(start.duration(to: .now) / .milliseconds(1))
            if !answer.hasPrefix("HTTP/1.1 \(request.status) ") {
                throw TestServerError(description: "\(request.target): \(answer.prefix(300))")
            }
            usleep(5_000)
        }
        return times.sorted()
    }

    /// The 99th of a hundred.
    static func p99(_ times: [Double]) -> Double { times[times.count * 99 / 100] }

    /// Holds that the well-behaved client's p99 is at most doubled while `abuse` goes on, against the slower of the quiet times before
    /// and after it. What lasts less than 30 ms nobody calls slow: two cores are shared with the abuser, with this client and with
    /// other tests. Their noise only adds, so one of three rounds must hold; a hub that gives way gives way in each.
    func holds(_ name: String, while abuse: () throws -> any Abuse) throws {
        var rounds: [String] = []
        for _ in 0..<3 {
            let before = Self.p99(try latencies())
            let running = try abuse()
            usleep(1_500_000)
            let during = Self.p99(try latencies())
            try running.stop()
            usleep(300_000)
            let quiet = max(before, Self.p99(try latencies()))
            rounds.append(String(format: "quiet %.1f ms, abused %.1f ms", quiet, during))
            if during <= max(2 * quiet, 30) {
                print("\(name): \(rounds.joined(separator: "; "))")
                return
            }
        }
        Issue.record("\(name): \(rounds.joined(separator: "; "))")
    }
}

/// What somebody does to the hub until it is stopped.
protocol Abuse {
    /// Ends it, and holds what must have come of it.
    func stop() throws
}

/// A program that abuses.
struct AbusingProgram: Abuse {
    let program: TestProgram
    /// What its output must say at the end; the program runs on until then.
    var outcome: (String) -> Void = { _ in }

    /// Where a tool is; nil when it is not installed, which is said.
    static func path(_ name: String) -> String? {
        let path = "/usr/bin/" + name
        if FileManager.default.isExecutableFile(atPath: path) { return path }
        print("skipped: \(name) is not installed (.ci/setup does it)")
        return nil
    }

    func stop() throws {
        // It ends by itself, at the time that it was told.
        let ended = program.wait()
        outcome(ended.output + ended.errors)
    }
}

/// Connections that are kept open.
struct OpenConnections: Abuse {
    let clients: [RawClient]
    var outcome: ([RawClient]) -> Void = { _ in }

    func stop() throws {
        outcome(clients)
        clients.forEach { $0.close() }
    }
}
