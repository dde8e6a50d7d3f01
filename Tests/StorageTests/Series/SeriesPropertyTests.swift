import Compression
import TestServers
import Testing

@testable import Storage

@Suite("Time series: whatever comes in whatever order, a simple table says the same")
struct SeriesPropertyTests {
    private static let minute: Int64 = 60_000

    /// What a store should say: the last value of each series and time.
    private struct Model {
        struct Key: Hashable {
            let point: String
            let time: Int64
        }
        var values: [Key: Int64] = [:]
    }

    @Test("Appending, correcting, repeating, sealing and restarting in random order", arguments: 0..<12)
    func random(seed: Int) throws {
        var random = SeededRandom(UInt64(seed))
        let fixture = try SeriesFixture()
        var model = Model()
        let start: Int64 = 1_764_000_000_000
        var now = start
        for _ in 0..<300 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                try fixture.reopen()
            case 1, 2:
                now += Int64.random(in: 0..<40, using: &random) * 3_600_000
                try fixture.store.inTransaction {
                    var last: SeriesID? = nil
                    repeat {
                        last = try fixture.store.seal(now: now, after: last, limit: 2)
                    } while last != nil
                }
            default:
                let key = Model.Key(
                    point: "MN\(Int.random(in: 1...3, using: &random))",
                    time: start + Int64.random(in: 0..<3000, using: &random) * Self.minute)
                let value = Int64.random(in: -3...3, using: &random)
                let expected: SeriesStore.Outcome =
                    switch model.values[key] {
                    case nil: .stored
                    case value: .repeated
                    default: .corrected
                    }
                let outcome = try fixture.append(value, at: key.time, point: key.point)
                #expect(outcome == expected)
                model.values[key] = value
            }
        }
        try compare(fixture, model, &random, start)
    }

    private func compare(
        _ fixture: SeriesFixture, _ model: Model, _ random: inout SeededRandom, _ start: Int64
    ) throws {
        for point in ["MN1", "MN2", "MN3"] {
            let from = start + Int64.random(in: 0..<3000, using: &random) * Self.minute
            for range in [0..<Int64.max, from..<from + 500 * Self.minute] {
                let expected = model.values.filter { $0.key.point == point && range.contains($0.key.time) }
                    .sorted { $0.key.time < $1.key.time }
                    .map { key, value in
                        let decimal = SeriesValue.decimal(mantissa: value, scale: 1)
                        return "\(key.time) Avg=\(decimal),Flag=N"
                    }
                let texts = try fixture.texts(point, from: range.lowerBound, to: range.upperBound)
                #expect(texts == expected)
            }
        }
    }

    @Test(
        "A block gives back what was packed, and one with a wrong byte is refused or gives something else, never a trap"
    )
    func blocks() throws {
        var random = SeededRandom(7)
        let compressor = try Compressor(.raw)
        for _ in 0..<60 {
            let rows = try Self.rows(&random)
            let packed = try SeriesBlock.pack(rows, with: compressor)
            let unpacked = try SeriesBlock.unpack(packed)
            #expect(unpacked == rows)
            for _ in 0..<30 {
                var broken = packed
                broken[Int.random(in: broken.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                if Bool.random(using: &random) { broken.removeLast(Int.random(in: 0..<broken.count, using: &random)) }
                _ = try? SeriesBlock.unpack(broken)
            }
        }
    }

    private static func rows(_ random: inout SeededRandom) throws -> [SeriesRow] {
        var time: Int64 = 1_764_000_000_000
        var rows: [SeriesRow] = []
        for _ in 0..<Int.random(in: 1...80, using: &random) {
            time += Int64.random(in: 1...100_000, using: &random)
            var reading = Reading()
            for column in 1...Int32.random(in: 1...9, using: &random) where Bool.random(using: &random) {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    unsafe reading.add(column, text: Array("值\(column)".utf8).span.bytes)
                } else {
                    reading.add(
                        column,
                        mantissa: Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0...63, using: &random),
                        scale: UInt8.random(in: 0...18, using: &random))
                }
            }
            var body = PackedBytes()
            ReadingBody.write(&reading, to: &body)
            rows.append(
                SeriesRow(
                    time: time, received: time + Int64.random(in: -9...900, using: &random) * 1000, origin: .history,
                    body: body.bytes[...]))
        }
        return rows
    }
}
