import TestServers
import Feeds
import Foundation
import JSON
import SQLite
import Storage

@testable import Serving

/// A rule of the protocol that is broken on purpose: the property must notice.
enum Mutant: CaseIterable {
    /// The floor is the head of every page, not of the scan's beginning.
    case floorFollowsHead
    /// Rows that stop matching the filter are not told.
    case noLeave
    /// A restored backup keeps its epoch.
    case epochKept
    /// The cursor of a load by records is taken after the records.
    case cursorAfterRecords
}

/// One random schedule: a world that changes, is purged, restored and reopened, and a consumer whose replies get lost.
final class Simulation {
    private let folder: TemporaryFolder
    private var directory: URL { folder.url }
    private var publisher: Publisher
    private var reader: FeedReader
    private let seal: CursorSeal
    private let mutant: Mutant?
    private var random: SeededGenerator
    private let startsByRecords: Bool
    /// The names of the rows that belong to the feed.
    private var truth: [String: String] = [:]
    private var backup: (file: Database, truth: [String: String])?
    private(set) var client = MirrorClient()

    private var path: String { directory.appendingPathComponent("hub.db").path }

    init(seed: UInt64, mutant: Mutant?) throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/hub.db"
        publisher = try Publisher(path: path, files: [Publisher.files[0]])
        publisher.skipsLeaves = mutant == .noLeave
        // Power cuts are not simulated: nothing needs to reach the disk.
        try publisher.store.database.execute("PRAGMA synchronous=OFF")
        reader = try FeedReader(path: path)
        seal = CursorSeal(secret: try reader.secret())
        self.mutant = mutant
        startsByRecords = seed % 2 == 1
        random = SeededGenerator(seed: seed)
    }

    /// Runs the schedule to its end; whether the mirror then equals the feed.
    func holds(steps: Int) throws -> Bool {
        if startsByRecords {
            for _ in 0..<15 { try change() }
            try loadByRecords()
        }
        for _ in 0..<steps { try step() }
        // A quiet end: the consumer catches up with whatever is left.
        var rounds = 0
        while rounds < 400, try ask(limit: 5) { rounds += 1 }
        return client.mirror == truth
    }

    private func step() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45: try change()
        case 45..<80:
            _ = try ask(
                limit: Int.random(in: 1...6, using: &random), isLost: Int.random(in: 0..<4, using: &random) == 0)
        case 80..<88: try purge()
        case 88..<91: try keepBackup()
        case 91..<94: try restore()
        default: try reopen()
        }
    }

    private func change() throws {
        let count = Int.random(in: 1...3, using: &random)
        var changes: [(row: Int64, values: [String?]?)] = []
        for row in (1...12 as ClosedRange<Int64>).shuffled(using: &random).prefix(count) {
            let name = "厂\(Int.random(in: 0..<1000, using: &random))"
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                changes.append((row, [name, "441802"]))
                truth[Publisher.id(row)] = name
            case 2:
                changes.append((row, [name, "441801"]))
                truth[Publisher.id(row)] = nil
            default:
                changes.append((row, nil))
                truth[Publisher.id(row)] = nil
            }
        }
        try publisher.commit(changes)
    }

    private func feedID() throws -> Int64 { try publisher.store.feeds().first { $0.name == "water" }?.id ?? 0 }

    private func purge() throws {
        let moment = publisher.now - Int64.random(in: -1...8, using: &random) * 1000
        let id = try feedID()
        _ = try publisher.store.inTransaction { try publisher.store.purgeFeed(id, before: moment) }
    }

    private func keepBackup() throws {
        let file = try Database(path: directory.appendingPathComponent("backup-\(UUID().uuidString).db").path)
        try file.execute("PRAGMA synchronous=OFF")
        try publisher.store.database.backup(to: file)
        backup = (file, truth)
    }

    private func restore() throws {
        guard let backup else { return }
        try backup.file.backup(to: publisher.store.database)
        truth = backup.truth
        guard mutant != .epochKept else { return }
        let id = try feedID()
        try publisher.store.inTransaction { try publisher.store.renewFeed(id) }
    }

    /// The process ends and starts anew.
    private func reopen() throws {
        let old = publisher
        publisher = try Publisher(path: path, files: [Publisher.files[0]])
        try publisher.store.database.execute("PRAGMA synchronous=OFF")
        publisher.now = old.now
        publisher.skipsLeaves = old.skipsLeaves
        reader = try FeedReader(path: path)
    }

    /// One request of the consumer; false when it has seen everything.
    private func ask(limit: Int, isLost: Bool = false) throws -> Bool {
        let reply: MirrorClient.Reply
        do { reply = try .page(answer(client.cursor, limit)) } catch let problem as Problem {
            guard problem.status == 410 else { throw problem }
            reply = .gone
        }
        guard !isLost else { return true }
        return try client.take(reply)
    }

    /// What the server does for `/changes`: the same steps on the same parts.
    private func answer(_ token: [UInt8]?, _ limit: Int) throws -> [JSONValue] {
        try reader.snapshot {
            guard let head = reader.feeds["water"] else { throw Problem.notPublished }
            let cursor = try token.map { try head.check(seal.open($0)!) } ?? head.beginning(SchemaVersion(of: []))
            var lines: [JSONValue] = []
            let limits = FeedPageLimits(lines: limit, looks: Int.random(in: limit...8, using: &random))
            let page = try reader.changes(of: head, after: cursor.position, limits: limits) { line in
                if let value = try? JSONValue(parsing: line.bytes) { lines.append(value) }
            }
            var next = cursor.advanced(to: page.position, head: page.head)
            if mutant == .floorFollowsHead { next.floor = page.head }
            var token: [UInt8] = []
            seal.append(next, to: &token)
            lines.append([
                "op": "end", "cursor": .string(String(decoding: token, as: UTF8.self)), "more": .bool(page.hasMore),
            ])
            return lines
        }
    }

    /// The other way to begin: the cursor `now`, then the records page by page, then the changes.
    private func loadByRecords() throws {
        func now() throws -> [UInt8] {
            try reader.snapshot {
                var token: [UInt8] = []
                if let head = reader.feeds["water"] { seal.append(head.end(SchemaVersion(of: [])), to: &token) }
                return token
            }
        }
        var cursor = try now()
        var after: Int64? = 0
        while let from = after {
            after = try reader.snapshot {
                guard let head = reader.feeds["water"] else { throw Problem.notPublished }
                return try reader.records(
                    of: head, entity: reader.entities["pollution_source"] ?? -1, after: from, limit: 3
                ) {
                    if let line = try? JSONValue(parsing: $0.bytes) { client.put(line) }
                }
            }
            if Bool.random(using: &random) { try change() }
        }
        if mutant == .cursorAfterRecords { cursor = try now() }
        client.begin(at: cursor)
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
