import Foundation
import Identity
import Model
import Terminal

/// How long one new record takes to be linked into an index of many.
struct IdentityLatency {
    let file: String
    let sources: Int
    private let samples = 2_000

    func run() throws {
        var index = LinkIndex(capacity: sources + samples * 2)
        var base: [SourceRecord] = []
        try IdentityBench.read(file) { base.append($0) }
        guard base.count > samples else { throw BenchError(message: "\(file) has too few records") }
        // Every 50th record of the file is kept back in the first city and comes afterwards, one by one.
        let late = stride(from: 0, to: base.count, by: base.count / samples).map { base[$0] }
        let lateKeys = Set(late.map(\.key))
        var city = 0
        while index.count < sources {
            for record in base where index.count < sources {
                if city == 0, lateKeys.contains(record.key) { continue }
                index.load(Self.moved(record, to: city))
            }
            city += 1
        }
        base = []
        let clock = ContinuousClock()
        let start = clock.now
        index.relink()
        let all = clock.now - start
        var times = late.map { record in
            let start = clock.now
            index.put(record)
            return Double((clock.now - start) / .nanoseconds(1)) / 1e6
        }
        times.sort()
        let linked = late.count { index.outcome(of: RecordID(system: $0.system, key: $0.key))?.band == .linked }
        func at(_ share: Double) -> Double { times[min(Int(Double(times.count) * share), times.count - 1)] }
        TerminalOutput.standardOutput.line(
            """
            \(HumanFormat.count(index.count)) sources in \(city) cities, all linked in \(all); \(times.count) records one \
            by one: median \(at(0.5)) ms, p99 \(at(0.99)) ms, most \(at(1)) ms, \(linked) linked; peak memory \
            \(HumanFormat.bytes(Measures.peakMemory))
            """)
    }

    /// The record in another city: other characters in the name, another region and place, no code and phone of the first city.
    private static func moved(_ record: SourceRecord, to city: Int) -> SourceRecord {
        guard city > 0 else { return record }
        var moved = record
        moved.key += "-\(city)"
        moved.identifiers = []
        moved.phone = ""
        moved.region = ["440100", "440300", "440600", "441200", "441300", "445100", "440800", "441900"][city % 8]
        moved.address = String(record.address.drop { $0 != "市" }.dropFirst())
        moved.name = shifted(record.name, by: UInt32(city) * 97)
        if let location = record.location {
            moved.location?.coordinate = Coordinate(
                longitude: location.coordinate.longitude - Double(city) * 0.4,
                latitude: location.coordinate.latitude - Double(city % 3) * 0.5)
        }
        return moved
    }

    /// Other characters for those that stand after the city: the third to fifth character of a name.
    private static func shifted(_ name: String, by distance: UInt32) -> String {
        var scalars = Array(name.unicodeScalars)
        for place in 3..<6 where place < scalars.count {
            let value = scalars[place].value
            guard (0x4E00..<0x9FA0).contains(value) else { continue }
            if let other = Unicode.Scalar(0x4E00 + (value - 0x4E00 + distance) % 0x51A0) { scalars[place] = other }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
