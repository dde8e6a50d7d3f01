import Crypto
import Testing

@testable import Storage

@Suite struct AccessChainTests {
    /// The bytes as docs/access-log.md gives them, made by the simplest means.
    private func canonical(_ fields: [String]) -> [UInt8] {
        fields.flatMap { Array("\($0.utf8.count):\($0),".utf8) }
    }

    private func entry(from: Int64?, to: Int64?, bytes: Int) -> AccessLogEntry {
        var entry = AccessLogEntry()
        entry.at = 1_764_486_000_123
        entry.consumer = "water"
        entry.key = "ABCDEFGHJK"
        entry.feed = "water-affairs"
        entry.method = "GET"
        entry.path = "/v1/feeds/{feed}/changes"
        (entry.cursorFrom, entry.cursorTo, entry.count) = (from, to, 100)
        (entry.bytes, entry.status, entry.duration) = (bytes, 200, 57)
        entry.purpose = "水质监督执法"
        entry.address = "2001:db8::7"
        entry.request = "0123456789abc"
        return entry
    }

    @Test(
        arguments: [
            (from: nil, to: nil, bytes: 0), (from: 0, to: 9, bytes: 10),
            (from: -1, to: 123_456_789, bytes: 999_999_999),
            (from: 1_234_567_890, to: .max, bytes: 12_345_678_901),
            (from: .min, to: 9_999_999_999_999, bytes: .max),
        ] as [(from: Int64?, to: Int64?, bytes: Int)])
    func aRowsHashIsOfItsCanonicalBytes(_ numbers: (from: Int64?, to: Int64?, bytes: Int)) {
        var chain = AccessChain()
        let before = AccessChain.start(log: "log", consumer: "water")
        let row = canonical([
            "12345678901", "2025-11-30T07:00:00.123Z", "water", "ABCDEFGHJK", "water-affairs", "GET",
            "/v1/feeds/{feed}/changes", numbers.from.map { "\($0)" } ?? "", numbers.to.map { "\($0)" } ?? "", "100",
            "\(numbers.bytes)", "200", "水质监督执法", "", "2001:db8::7", "0123456789abc", "57",
        ])
        let row1 = entry(from: numbers.from, to: numbers.to, bytes: numbers.bytes)
        let own = chain.own(after: before, number: 12_345_678_901, row1)
        #expect(own == SM3.hash(before + row))
        let whole = chain.whole(after: before, id: 10, own: own)
        #expect(whole == SM3.hash(before + canonical(["10"]) + own))
    }

    /// A chain led on in place is the one of hashes that are made anew; the links that it began with stay what they were.
    @Test func chainsAreLedOnInPlace() {
        var chain = AccessChain()
        let start = AccessLink(number: 0, hash: AccessChain.start(log: "log", consumer: "water"))
        var (own, whole) = (start, start)
        var hashes = (own: start.hash, whole: start.hash)
        for number in Int64(1)...12 {
            let entry = entry(from: number, to: number + 1, bytes: 10)
            chain.extend(own: &own, by: entry)
            chain.extend(whole: &whole, by: own.hash)
            hashes.own = chain.own(after: hashes.own, number: number, entry)
            hashes.whole = chain.whole(after: hashes.whole, id: number, own: hashes.own)
        }
        #expect(own == AccessLink(number: 12, hash: hashes.own))
        #expect(whole == AccessLink(number: 12, hash: hashes.whole))
        #expect(start.hash == AccessChain.start(log: "log", consumer: "water"))
    }
}
