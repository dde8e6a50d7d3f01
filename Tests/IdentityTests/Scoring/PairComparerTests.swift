import Model
import Testing

@testable import Identity

@Suite struct PairComparerTests {
    private let sound = "91350100M000100Y43"

    private func records(_ one: SourceRecord, _ two: SourceRecord) -> LinkRecords {
        var records = LinkRecords()
        var reader = RecordReader(commonness: UnitCommonness())
        _ = records.put(one, with: &reader)
        _ = records.put(two, with: &reader)
        return records
    }

    private func pattern(_ one: SourceRecord, _ two: SourceRecord) -> LevelPattern {
        records(one, two).compare(0, 1).pattern
    }

    private func company(_ one: String, _ two: String) -> String {
        let pattern = pattern(.made("a", "1", "x", uscc: one), .made("b", "2", "y", uscc: two))
        return Comparison.company.levels[pattern[.company]]
    }

    @Test func codes() {
        #expect(company(sound, sound) == "equal")
        #expect(company(sound, "91350100M000100Y34") == "one_character_off")
        #expect(company(sound, "91350100M000l00Y43") == "one_character_off")
        #expect(company(sound, "91350100M000100Y4") == "one_character_off")
        #expect(company(sound, "91441802MA4UQ9EX71") == "differs")
        #expect(company(sound, "91441802MA4UQ9EX77") == "differs_unsound")
        #expect(company(sound, "") == "missing")
    }

    @Test func twoFirmsSecondWorksHaveNothingInCommon() {
        let pattern = pattern(.made("a", "1", "清远市宏祥陶瓷有限公司二厂"), .made("b", "2", "英德市永盛水泥有限公司二厂"))
        #expect(pattern[.branch] == NameComparer.noBranch)
        #expect(pattern[.name] == NameComparer.other)
    }

    @Test func namesOfOtherCitiesDiffer() {
        let pattern = pattern(.made("a", "1", "清远市宏祥陶瓷有限公司"), .made("b", "2", "佛山市宏祥陶瓷有限公司"))
        #expect(pattern[.branch] == NameComparer.otherRegion)
    }

    @Test func addresses() {
        func level(_ one: String, _ two: String) -> String {
            let pattern = pattern(.made("a", "1", "x", address: one), .made("b", "2", "y", address: two))
            return Comparison.address.levels[pattern[.address]]
        }
        let here = "清远市清城区源潭镇建设路8号"
        #expect(level(here, "源潭镇建设路8号") == "same_number")
        #expect(level(here, "源潭镇建设路") == "same_road")
        #expect(level(here, "源潭镇建设路9号") == "other_number")
        #expect(level(here, "源潭镇") == "same_town")
        #expect(level(here, "源潭镇人民路8号") == "other_road")
        #expect(level(here, "清远市清城区") == "same_region")
        #expect(level(here, "清远市清城区龙塘镇建设路8号") == "other_town")
        #expect(level(here, "清远市英德市建设路8号") == "other_county")
        #expect(level(here, "广州市番禺区建设路8号") == "elsewhere")
        #expect(level(here, "") == "missing")
    }

    /// The length of a degree of longitude depends on the latitude that is taken: levels must not depend on who asks.
    @Test func whoAsksDoesNotMatter() {
        var differences = 0
        for step in 0..<4_000 {
            let east = 113 + 0.09 + Double(step) * 0.00001
            let records = records(
                .made("a", "1", "x", at: (113, 23)), .made("b", "2", "y", at: (east, 23.03)))
            let (one, two) = (records[0], records[1])
            let forth = PairComparer.compare(one, two, others: []).pattern
            if forth != PairComparer.compare(two, one, others: []).pattern { differences += 1 }
            #expect(records.compare(0, 1).pattern == records.compare(1, 0).pattern)
        }
        #expect(differences > 0, "some distance lies on a border of two levels")
    }

    @Test func aRareNameTellsMore() {
        let weights = PairScorer(.standard)
        func score(_ name: String) -> Int32 {
            weights.score(records(.made("a", "1", name), .made("b", "2", name)).compare(0, 1))
        }
        #expect(score("清远市宏祥瑞陶瓷有限公司") > score("清远市宏祥陶瓷有限公司"))
        #expect(score("清远市宏祥陶瓷有限公司") > score("清远市污水处理厂"))
    }

    @Test func aBrokenCodeIsLookedForUnderItsRepairs() {
        var index = LinkIndex()
        index.load(.made("a", "1", "清远市宏祥陶瓷有限公司", uscc: sound))
        index.load(.made("b", "2", "英德市永盛水泥有限公司", uscc: "91350100M000100Y34"))
        index.load(.made("b", "3", "阳山县美佳环保有限公司", uscc: "91350100M0001"))
        var pairs: [[Int32]] = []
        index.forEachCandidate { pairs.append([$0, $1]) }
        #expect(pairs == [[0, 1]])
    }
}
