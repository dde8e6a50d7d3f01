import Model
import Testing

@testable import Identity

/// Whatever a system says, reading it ends, and ends soon.
@Suite struct HostileRecordTests {
    private static let scraps = [
        "(", ")", "（", "）", "【", "公司", "有限公司", "分公司", "厂", "二", "第", "清远市", "清城", "上海", "路", "号", "镇", "村", "12",
        "II", "&", "'", ",", " ", "\u{3000}", "\u{FEFF}", "\u{1F600}", "\u{20000}", "a", "LLC", "99999999999", "-",
        "\0", "é", "電", "",
    ]

    @Test func anyTextIsRead() {
        var generator = SystemRandomNumberGenerator()
        var reader = RecordReader(commonness: UnitCommonness())
        for _ in 0..<3_000 {
            func text() -> String {
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    Self.scraps.randomElement(using: &generator) ?? ""
                }.joined()
            }
            let record = SourceRecord(
                system: text(), key: text(), name: text(), otherNames: [text(), text()],
                identifiers: SourceIdentifier.Scheme.allCases.map { SourceIdentifier($0, text()) }, address: text(),
                region: text(),
                location: SourceLocation(Coordinate(longitude: .nan, latitude: 91), datum: nil, accuracy: .infinity),
                industry: text(), phone: text())
            var (others, repairs): ([NameForm], [CompanyCode]) = ([], [])
            let prepared = reader.read(record, others: &others, repairs: &repairs)
            #expect(!prepared.place.isKnown)
            var keys = BlockKeys()
            keys.read(prepared, others: others[...], repairs: repairs[...])
            #expect(keys.keys.count < 400)
            #expect(!keys.keys.contains(0))
        }
    }

    @Test func endlessTextsAreCut() {
        let long = String(repeating: "(清远市", count: 200_000)
        let record = SourceRecord(
            system: "s", key: "k", name: long, otherNames: Array(repeating: "a", count: 1_000) + [long],
            identifiers: Array(repeating: SourceIdentifier(.uscc, "91350100M000100Y34"), count: 10_000), address: long)
        var reader = RecordReader(commonness: UnitCommonness())
        var (others, repairs): ([NameForm], [CompanyCode]) = ([], [])
        let clock = ContinuousClock()
        let start = clock.now
        _ = reader.read(record, others: &others, repairs: &repairs)
        #expect(clock.now - start < .seconds(30))
        #expect(others.count <= 16)
    }

    @Test func weightsThatAreNoNumbersAreCut() {
        var weights = LinkWeights.standard
        weights.prior = .nan
        weights.link = .infinity
        let scorer = PairScorer(weights)
        #expect(scorer.link == 1_000_000)
    }
}
