import TestServers
import Testing

@testable import Storage

@Suite("Spool: whatever comes and goes in whatever order, a simple list says the same")
struct SpoolPropertyTests {
    private struct Stop: Error {}

    /// What a spool should say.
    private struct Model {
        var waiting: [(id: Int64, frame: [UInt8])] = []
        var next: Int64 = 1
        var sent: Int64 = 0
        var refused: Int64 = 0
        var missed: Int64 = 0
        var isFull = false

        var bytes: Int64 { waiting.reduce(0) { $0 + Int64($1.frame.count) + Spool.rowCost } }

        mutating func add(_ frame: [UInt8], limit: Int64) {
            if bytes + Int64(frame.count) + Spool.rowCost > (isFull ? limit - limit / 10 : limit) {
                isFull = true
                missed += 1
                return
            }
            isFull = false
            waiting.append((next, frame))
            next += 1
        }

        mutating func remove(_ outcome: SpoolOutcome) {
            let (id, isTaken) =
                switch outcome {
                case .taken(let id): (id, true)
                case .setAside(let id, _): (id, false)
                }
            guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
            waiting.remove(at: index)
            if isTaken { sent += 1 } else { refused += 1 }
        }
    }

    @Test("Adding, letting go, rolling back and restarting in random order", arguments: 0..<12)
    func random(seed: Int) throws {
        var random = SeededRandom(UInt64(seed) + 4_400)
        let fixture = try SeriesFixture()
        let limit: Int64 = 20_000
        var model = Model()
        for step in 0..<250 {
            if random.chance(5) { try fixture.reopen() }
            var changed = model
            let isRolledBack = random.chance(15)
            do {
                try fixture.store.inTransaction {
                    for _ in 0..<random.below(6) { try act(fixture.store.spool, &changed, limit, step, &random) }
                    if isRolledBack { throw Stop() }
                }
                model = changed
            } catch is Stop {}
            if step % 10 == 0 { try compare(fixture, model) }
        }
        try compare(fixture, model)
    }

    private func act(
        _ spool: Spool, _ model: inout Model, _ limit: Int64, _ step: Int, _ random: inout SeededRandom
    ) throws {
        if random.chance(55) {
            let frame = (0..<random.below(900)).map { UInt8(truncatingIfNeeded: $0 ^ step) }
            _ = try unsafe spool.add(frame.span.bytes, at: Int64(step), needsQN: random.chance(10), limit: limit)
            model.add(frame, limit: limit)
        } else {
            let id = Int64(random.below(Int(model.next) + 2))
            let outcome: SpoolOutcome = random.chance(80) ? .taken(id: id) : .setAside(id: id, why: "no")
            try spool.remove(outcome)
            model.remove(outcome)
        }
    }

    private func compare(_ fixture: SeriesFixture, _ model: Model) throws {
        let reader = try SpoolReader(path: fixture.path)
        let packets = try reader.packets(after: 0, limit: 10_000)
        #expect(packets.map(\.id) == model.waiting.map(\.id))
        #expect(packets.map(\.frame) == model.waiting.map(\.frame))
        for counts in [try reader.counts(), try fixture.store.spool.counts()] {
            #expect(counts.waiting == model.waiting.count)
            #expect(counts.bytes == model.bytes)
            #expect([counts.sent, counts.refused, counts.missed] == [model.sent, model.refused, model.missed])
            #expect((counts.gap != nil) == model.isFull)
        }
    }
}
