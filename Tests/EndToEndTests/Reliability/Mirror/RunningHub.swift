import Foundation
import TestServers

/// A hub that serves, and a partner who keeps mirrors with the consumer of `Tests/Consumers/mirror.py`.
final class RunningHub {
    private let hub: ReliableHub
    private var server: HubProcess?
    private(set) var url = ""
    private let key: String

    init(_ hub: ReliableHub) throws {
        self.hub = hub
        let added = try hub.run(
            "consumer", "add", "partner", "--feed", "water,police", "--purpose", "测试", "--legal-basis", "协议", "--json")
        struct Key: Decodable { var key: String }
        key = try JSONDecoder().decode(Key.self, from: Data(added.output.utf8)).key
        try restart()
    }

    /// Whether the consumer can run here.
    static let isAvailable = TestProgram.succeeds(["python3", "-c", "import sqlite3"])

    /// Ends the server without a word and starts another, on a port of its own.
    func restart() throws {
        server?.killNow()
        let server = try HubProcess(
            ["serve", "--no-schedules", "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--hub", hub.path])
        self.server = server
        let end = ContinuousClock.now + .seconds(30)
        while server.isRunning, .now < end {
            let line = server.output.split(separator: "\n").first { $0.hasPrefix("partners") }
            if let line, server.output.contains("admins"), let start = line.range(of: "http") {
                url = line[start.lowerBound...].trimmingCharacters(in: .whitespaces)
                return
            }
            usleep(10_000)
        }
        throw ReliabilityProblem(text: "the server did not start: \(server.wait(atMost: .zero).errors)")
    }

    /// Brings the mirror of a feed up to date.
    func follow(_ feed: String, limit: Int = 500) throws {
        let script = HubBinary.packageRoot + "/Tests/Consumers/mirror.py"
        let ended = try TestProgram.run(["python3", script, "\(url)/v1/feeds/\(feed)/changes", key, database(feed)])
        if ended.status != 0 {
            throw ReliabilityProblem(text: "the consumer of \(feed) ended with \(ended.status): \(ended.errors)")
        }
    }

    private func database(_ feed: String) -> String { hub.path + "/mirror-\(feed).db" }

    /// The mirror of a feed: the records by id, with sorted keys.
    func mirror(_ feed: String) throws -> [String: String] {
        let store = try SQLiteFile(database(feed))
        var records: [String: String] = [:]
        for (id, text) in try store.pairs("SELECT id, record FROM mirror") { records[id] = try Canonical.text(text) }
        return records
    }
}

/// JSON objects with sorted keys and numbers as doubles, so that equal objects are equal texts.
enum Canonical {
    static func text(_ json: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
        return text(object)
    }

    static func text(_ object: [String: Any?]) -> String {
        object.keys.sorted().map { name in
            let value = object[name] ?? nil
            if let number = value as? NSNumber { return "\(name)=\(number.doubleValue)" }
            return "\(name)=\(value.flatMap { $0 is NSNull ? nil : "\($0)" } ?? "∅")"
        }.joined(separator: ";")
    }
}
