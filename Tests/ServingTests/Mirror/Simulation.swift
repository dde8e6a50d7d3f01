import Feeds
import Foundation
import JSON
import Model
import SQLite
import Storage
import TestServers

@testable import Serving

/// A rule of the protocol that is broken on purpose: the property must notice.
enum Mutant: CaseIterable {
    /// A cursor is its position alone.
    case noFloor
    /// The floor is the head of every page, not of the scan's beginning.
    case floorFollowsHead
    /// Rows that stop matching the filter are not told.
    case noLeave
    /// A restored backup keeps its epoch.
    case epochKept
    /// The cursor of a snapshot is taken behind it.
    case cursorAfterSnapshot
    /// Lines are ordered by numbers that are drawn before the commit: a later number can be seen before an earlier one.
    case notCommitOrder
}

/// One random schedule: a hub whose records change, merge and come apart, whose feed is defined anew, purged, restored and reopened,
/// whose transactions are cut; and two consumers whose replies get lost and who die: one that loads by the changes alone, one that
/// begins with a snapshot.
///
/// Whenever a consumer has seen everything, its mirror must be what the feed should show then, and its digest the feed's.
final class Simulation {
    /// A mirror that is not what it should be.
    struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    private let folder: TemporaryFolder
    private let world: World
    private let seal: CursorSeal
    private let mutant: Mutant?
    private var random: SeededGenerator
    private let schema = SchemaVersion(of: [])
    private var clients = [MirrorClient(), MirrorClient()]
    private var digests: [FeedVariantKey: DigestPieces] = [:]
    /// Lines that are committed and cannot be seen yet, of the mutant.
    private var held: (seq: Int64, count: Int64)?

    private struct FeedVariantKey: Hashable { let text: String }

    init(seed: UInt64, mutant: Mutant? = nil) throws {
        folder = try TemporaryFolder()
        world = try World(path: folder.path + "/hub.db")
        world.skipsLeaves = mutant == .noLeave
        seal = CursorSeal(secret: try world.reader.secret())
        self.mutant = mutant
        random = SeededGenerator(seed: seed)
    }

    private func roll(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Runs the schedule to its end.
    ///
    /// - Throws: ``Wrong`` when a mirror is not what it should be.
    func run(steps: Int) throws {
        for _ in 0..<3 { try change() }
        try loadBySnapshot()
        for _ in 0..<steps { try step() }
        // Consumers catch up with whatever is left, while tombstones are dropped as soon as they are there.
        for client in clients.indices {
            var rounds = 0
            while try ask(client, limit: 3) {
                rounds += 1
                if rounds > 200 { throw Wrong(description: "client \(client) never comes to an end") }
                try world.purge(before: world.now + 1)
            }
        }
    }

    private func step() throws {
        switch roll(0..<100) {
        case 0..<38: try change(isCut: roll(0..<12) == 0)
        case 38..<78:
            _ = try ask(roll(0..<2), limit: roll(1..<8), isLost: roll(0..<4) == 0)
        case 78..<83: try world.define(world.variant.changed(&random), isCut: roll(0..<5) == 0)
        case 83..<87: try world.purge(before: world.now - Int64(roll(-1..<8)) * 1000)
        case 87..<90:
            world.now += Int64(roll(1..<30)) * 3_600_000
            try world.purge()
        case 90..<92: try world.keepBackup()
        case 92..<94: try world.restore(isRenewed: mutant != .epochKept)
        case 94..<96: try loadBySnapshot()
        default: try world.reopen()
        }
    }

    private static let codes: [String?] = [
        nil, "91350211M000100Y46", "91441802MA4UKXYA1F", "91441802MA51ABCD2T",
    ]

    private func works(_ number: Int) -> [WorldRecord.Row] {
        let code = Self.codes[roll(0..<4)]
        let region = ["A", "B"][roll(0..<2)]
        return [
            .works(
                code: "c\(number)", uscc: code, name: code.map { "陶瓷厂" + $0.suffix(4) } ?? "厂\(number)", region: region)
        ]
    }

    /// One of the systems says something else.
    private func change(isCut: Bool = false) throws {
        let system = ["a", "b"][roll(0..<2)]
        let records = (0..<roll(1..<4)).map { _ in
            switch roll(0..<4) {
            case 0:
                let number = roll(1..<5)
                let time = world.now / FeedVariant.day * FeedVariant.day - Int64(roll(0..<5)) * FeedVariant.day
                return WorldRecord(
                    key: "d\(number)", rows: [.sample(point: "W\(number)", time: time, value: Int64(roll(0..<50)))])
            case 1: return WorldRecord(key: "s\(roll(1..<5))", isDeleted: true)
            default:
                let number = roll(1..<5)
                let permits = (0..<roll(0..<3)).map { place in
                    WorldRecord.Row.permit(
                        number: "\(system)\(number * 3 + place)", works: 0,
                        medium: ["water", "air", "soil"][roll(0..<3)],
                        mass: Int64(roll(0..<9)))
                }
                return WorldRecord(key: "s\(number)", rows: works(number) + permits)
            }
        }
        // A page gives a record once.
        var keys: Set<String> = []
        let once = records.filter { keys.insert($0.key).inserted }
        guard mutant == .notCommitOrder, !isCut else { return try world.put(once, of: system, isCut: isCut) }
        try holdBack { try world.put(once, of: system) }
    }

    /// Of two commits the lines of the first are seen behind those of the second.
    private func holdBack(_ commit: () throws -> Void) throws {
        let store = world.store
        let before = try store.feeds()[0].head
        try commit()
        try store.inTransaction {
            if held != nil {
                try store.run(
                    "INSERT OR IGNORE INTO hub_feed_1 SELECT * FROM held WHERE NOT EXISTS (SELECT 1 FROM hub_feed_1 f WHERE f.entity = held.entity AND f.row = held.row)"
                )
                try store.run("DROP TABLE held")
                held = nil
            } else if roll(0..<3) == 0 {
                try store.run("CREATE TABLE held AS SELECT * FROM hub_feed_1 WHERE seq > ?1", before)
                try store.run("DELETE FROM hub_feed_1 WHERE seq > ?1", before)
                held = (before, 0)
            }
        }
    }

    /// One request of a consumer; false when it has seen everything.
    private func ask(_ client: Int, limit: Int, isLost: Bool = false) throws -> Bool {
        let reply: MirrorClient.Reply
        do { reply = try .page(answer(clients[client].cursor, limit)) } catch let problem as Problem {
            guard problem.status == 410 else { throw problem }
            reply = .gone
        }
        // The reply is lost, or the consumer dies before it has saved what it did.
        guard !isLost else { return true }
        let more = try clients[client].take(reply)
        if !more, held == nil { try check(clients[client]) }
        return more
    }

    /// What the server does for `/changes`: the same steps on the same parts.
    private func answer(_ token: [UInt8]?, _ limit: Int) throws -> [JSONValue] {
        try world.reader.snapshot {
            guard let head = world.reader.feeds["water"] else { throw Problem.notPublished }
            var cursor = token.map { seal.open($0)! } ?? head.beginning(schema)
            if mutant == .noFloor { cursor.floor = 0 }
            if token != nil { cursor = try head.check(cursor) }
            var lines: [JSONValue] = []
            let limits = FeedPageLimits(lines: limit, looks: roll(limit..<9))
            let page = try world.reader.changes(of: head, after: cursor.position, limits: limits) { line in
                if let value = try? JSONValue(parsing: line.bytes) { lines.append(value) }
            }
            var next = cursor.advanced(to: page.position, head: page.head)
            if mutant == .floorFollowsHead { next.floor = page.head }
            lines.append([
                "op": "end", "cursor": .string(String(decoding: self.token(next), as: UTF8.self)),
                "more": .bool(page.hasMore),
            ])
            return lines
        }
    }

    private func token(_ cursor: FeedCursor) -> [UInt8] {
        var token: [UInt8] = []
        seal.append(cursor, to: &token)
        return token
    }

    /// The other way to begin: a cursor, then the records page by page, while the hub goes on, then the changes.
    private func loadBySnapshot() throws {
        func now() throws -> [UInt8] {
            try world.reader.snapshot { token(world.reader.feeds["water"]!.end(schema)) }
        }
        var cursor = try now()
        var client = clients[1]
        _ = try client.take(.gone)
        for entity in ["works", "permit", "sample"] {
            var after: Int64? = 0
            while let from = after {
                after = try world.reader.snapshot {
                    guard let head = world.reader.feeds["water"] else { throw Problem.notPublished }
                    return try world.reader.records(
                        of: head, entity: world.reader.entities[entity] ?? -1, after: from, limit: 3
                    ) {
                        if let line = try? JSONValue(parsing: $0.bytes) { client.put(line) }
                    }
                }
                if roll(0..<2) == 0 { try change() }
            }
        }
        if mutant == .cursorAfterSnapshot { cursor = try now() }
        client.begin(at: cursor)
        clients[1] = client
    }

    /// Holds a mirror that has seen everything against what the feed should show now, by another way than the hub's own.
    private func check(_ client: MirrorClient) throws {
        let variant = world.variant
        let truth = try variant.truth(of: world.store, at: world.now)
        let mirror = client.mirror.filter { variant.covers($0.value, at: world.now) }
        guard mirror.mapValues(\.record) == truth else {
            let wrong = Set(mirror.keys).union(truth.keys).filter { mirror[$0]?.record != truth[$0] }.sorted()
            throw Wrong(
                description: wrong.prefix(3).map {
                    "\($0): \(String(describing: mirror[$0])), not \(String(describing: truth[$0]))"
                }
                .joined(separator: "\n"))
        }
        if roll(0..<3) == 0 { try compareDigests(mirror, variant) }
    }

    private func compareDigests(_ mirror: [String: MirrorClient.Entry], _ variant: FeedVariant) throws {
        let feed = try variant.compiled()
        let since = variant.since(world.now).map { ShownDay(text: $0) } ?? .none
        try world.reader.snapshot {
            let reader = world.reader
            let window = feed.entity(named: "sample")?.window.flatMap { place in
                reader.entities["sample"].map { [$0: place.place] }
            }
            let key = FeedVariantKey(text: variant.text)
            var pieces = digests[key] ?? DigestPieces(windows: window ?? [:])
            if pieces.windows != window ?? [:] { pieces = DigestPieces(windows: window ?? [:]) }
            try pieces.follow(reader.feeds["water"]!, reader)
            // Another definition begins with other pieces, as another server does.
            digests = [key: pieces]
            for (entity, number) in reader.entities {
                var told = DigestSum()
                for (day, sum) in pieces.sums()[number] ?? [:] where day == .none || day >= since { told += sum }
                var mine = DigestSum()
                let box = SHA256Box()
                for (id, entry) in mirror where entry.entity == entity {
                    let line = Array(#"{"op":"x","id":"\#(id)","rev":\#(entry.rev)}"#.utf8)
                    unsafe mine.add(line: line.span.bytes, &box.hash)
                }
                guard mine == told else {
                    throw Wrong(
                        description: "\(entity): the mirror's digest is \(mine.count), the feed's \(told.count)")
                }
            }
        }
    }
}

extension ShownDay {
    /// The day that a text begins with.
    init(text: String) { self.init(digits: Int32(text.filter { $0 != "-" }) ?? 0) }
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
