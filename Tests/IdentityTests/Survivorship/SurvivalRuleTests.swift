import Model
import Testing

@testable import Identity

/// Each rule, its ties, and what nobody says. Columns: 0 code, 1 name, 2 aliases, 3 days, 4 and 5 the place.
@Suite struct SurvivalRuleTests {
    @Test func theMostTrustedWinsAndNullNever() {
        let rules = Members.rules("name", .trusted, trust: ["waste", "permit"])
        let golden = rules.choose([
            Members.member("permit", name: "甲", days: "300"), Members.member("solid", name: "乙", aliases: ["丙"]),
            Members.member("waste", name: "丁"),
        ])
        #expect(golden.text(1) == "丁")
        #expect(golden.text(2) == "[\"丙\"]")
        #expect(golden.text(3) == "300")
        #expect(golden.text(4) == nil)
        #expect(golden.chosen == [2, 2, 1, 0, nil, nil])
        #expect(golden.reasons[1] == .init(rule: .trusted, ground: .rule))
        #expect(golden.reasons[2] == .init(rule: .trusted, ground: .alone))
        #expect(golden.reasons[5] == nil)
    }

    @Test func systemsThatAreNotNamedComeByName() {
        let rules = Members.rules("name", .trusted, trust: ["permit"])
        let others = [Members.member("waste", name: "甲"), Members.member("solid", name: "乙")]
        #expect(rules.choose(others).text(1) == "乙")
        #expect(rules.choose(others + [Members.member("permit", name: "丙")]).text(1) == "丙")
    }

    @Test func membersOfOneSystemComeByKey() {
        let rules = SurvivorshipRules.standard(for: Members.schema)
        let members = ["b", "a", "c"].map { Members.member("permit", $0, name: $0) }
        #expect(rules.choose(members).text(1) == "a")
        // é in one letter or two: the same to a reader, and still two keys with an order.
        let twins = ["\u{E9}", "e\u{301}"].map { Members.member("permit", $0, name: "\($0.utf8.count)") }
        #expect(rules.choose(twins).text(1) == rules.choose(twins.reversed()).text(1))
    }

    @Test func aFieldMayTrustOthers() {
        var rules = Members.rules("name", .trusted, trust: ["permit", "waste"])
        rules.trust(["waste"], inField: 3)
        let golden = rules.choose([
            Members.member("permit", name: "甲", days: "1"), Members.member("waste", name: "乙", days: "2"),
        ])
        #expect(golden.text(1) == "甲")
        #expect(golden.text(3) == "2")
    }

    @Test func theNewestWins() {
        let rules = Members.rules("name", .newest, trust: ["permit"])
        let (old, new) = ([Int64](repeating: 1000, count: 4), [Int64](repeating: 2000, count: 4))
        let members = [
            Members.member("permit", name: "甲", times: old), Members.member("waste", name: "乙", times: new),
            Members.member("solid", times: [9000, 9000, 9000, 9000]),
        ]
        #expect(rules.choose(members).text(1) == "乙")
        #expect(rules.choose(members).reasons[1] == .init(rule: .newest, ground: .rule))
        // Both are as new, or nobody knows when they were said.
        for times in [old, []] {
            let golden = rules.choose([
                Members.member("waste", name: "乙", times: times), Members.member("permit", name: "甲", times: times),
            ])
            #expect(golden.text(1) == "甲")
            #expect(golden.reasons[1] == .init(rule: .newest, ground: .trust))
        }
        let known = Members.member("waste", name: "乙", times: old)
        #expect(rules.choose([Members.member("permit", name: "甲"), known]).text(1) == "乙")
    }

    @Test func theMostCompleteTextHasMostCharacters() {
        let rules = Members.rules("name", .mostComplete, trust: ["permit"])
        let (short, long) = (Members.member("permit", name: "陶瓷厂"), Members.member("waste", name: "abcd"))
        #expect(rules.choose([short, long]).text(1) == "abcd")
        let equal = Members.member("solid", name: "水泥四厂")
        let golden = rules.choose([long, equal])
        #expect(golden.text(1) == "水泥四厂")
        #expect(golden.reasons[1] == .init(rule: .mostComplete, ground: .trust))
    }

    @Test func theMostCompleteListHasMostItems() {
        let rules = Members.rules("aliases", .mostComplete, trust: ["permit"])
        let golden = rules.choose([
            Members.member("permit", aliases: ["a very long name, with \\\"commas\\\" in it"]),
            Members.member("waste", aliases: ["b", "c"]),
        ])
        #expect(golden.text(2) == "[\"b\",\"c\"]")
    }

    @Test func whatMostSayWins() {
        let rules = Members.rules("days", .majority, trust: ["permit"])
        let members = [
            Members.member("permit", days: "300"), Members.member("waste", days: "330.0"),
            Members.member("solid", days: "330"), Members.member("online"),
        ]
        let golden = rules.choose(members)
        #expect(golden.text(3) == "330")
        #expect(golden.chosen[3] == 2, "of those who say it the most trusted")
        #expect(golden.reasons[3] == .init(rule: .majority, ground: .rule))
        let tie = rules.choose(members + [Members.member("monitoring", days: "300")])
        #expect(tie.text(3) == "300")
        #expect(tie.reasons[3] == .init(rule: .majority, ground: .trust))
    }

    @Test func aUnionHasEachItemOnceInTrustedOrder() {
        let rules = Members.rules("aliases", .union, trust: ["waste", "permit"])
        let golden = rules.choose([
            Members.member("permit", aliases: ["甲", "\\\"乙\\\"", "甲"]), Members.member("solid"),
            Members.member("waste", aliases: ["丙", "甲"]),
        ])
        #expect(golden.text(2) == "[\"丙\",\"甲\",\"\\\"乙\\\"\"]")
        #expect(golden.chosen[2] == 2)
        #expect(golden.values.values[2].kind == .list)
        #expect(rules.choose([Members.member("permit", aliases: ["甲", "甲"])]).text(2) == "[\"甲\",\"甲\"]")
        #expect(rules.choose([Members.member("permit", aliases: []), Members.member("waste")]).text(2) == "[]")
    }

    @Test func thePromisedMetresComeFirst() {
        let rules = Members.rules("location", .accuracy, trust: ["waste"], metres: ["permit": 50, "solid": 500])
        let members = [
            Members.member("waste", at: ("113.123456", "23.654321")), Members.member("solid", at: ("113.1", "23.6")),
            Members.member("permit", at: ("113.2", "23.7")), Members.member("permit", "2", at: (nil, "23.9")),
        ]
        let golden = rules.choose(members)
        #expect(golden.text(4) == "113.2" && golden.text(5) == "23.7")
        #expect(golden.chosen[4...] == [2, 2])
        #expect(rules.choose(Array(members[..<2])).text(4) == "113.1", "who promises nothing comes last")
    }

    @Test func theMoreFinelyWrittenPlaceWins() {
        let rules = Members.rules("location", .accuracy, trust: ["waste"])
        let coarse = Members.member("waste", at: ("113.12", "23.65"))
        // Zeros at the end are lost: 113.100000 is fine all the same.
        let fine = Members.member("permit", at: ("113.1", "23.650012"))
        #expect(rules.choose([coarse, fine]).text(4) == "113.1")
        #expect(rules.choose([coarse, fine]).reasons[5] == .init(rule: .accuracy, ground: .rule))
        let converted = Members.member("waste", at: ("113.1234567", "23.6512345"))
        #expect(rules.choose([fine, converted]).text(4) == "113.1234567", "10 cm is as fine as places are")
        #expect(rules.choose([fine, converted]).reasons[4] == .init(rule: .accuracy, ground: .trust))
    }

    /// Half a place is none, and two halves of two members are no place.
    @Test(arguments: [SurvivalRule.trusted, .newest, .majority, .accuracy])
    func aPlaceIsOfOneMember(rule: SurvivalRule) {
        let rules = Members.rules("location", rule)
        let halves = [Members.member("a", at: ("113.1", nil)), Members.member("b", at: (nil, "23.6"))]
        #expect(rules.choose(halves).chosen[4...] == [nil, nil])
        #expect(rules.choose(halves).text(4) == nil && rules.choose(halves).text(5) == nil)
        let whole = Members.member("c", at: ("113.3", "23.8"))
        #expect(rules.choose(halves + [whole]).chosen[4...] == [2, 2])
    }

    @Test func nobodySaysNothing() {
        let golden = SurvivorshipRules.standard(for: Members.schema).choose([])
        #expect(golden.values.values.map(\.kind) == Array(repeating: .null, count: 6))
        #expect(golden.chosen.allSatisfy { $0 == nil })
    }

    /// A row of an older schema has fewer columns.
    @Test func columnsThatAreMissingAreNull() {
        var old = Members.member("a", name: "甲", at: ("113.1", "23.6"))
        old.values.values.removeLast(1)
        let golden = SurvivorshipRules.standard(for: Members.schema).choose([old])
        #expect(golden.text(1) == "甲")
        #expect(golden.chosen == [0, 0, nil, nil, nil, nil])
    }

    @Test func reasonsArePlainWords() {
        for rule in SurvivalRule.allCases {
            let texts = Survivors.Reason.Ground.allCases.map { "\(Survivors.Reason(rule: rule, ground: $0))" }
            #expect(texts.allSatisfy { $0.hasPrefix(rule.rawValue + ": ") })
        }
        #expect("\(Survivors.Reason(rule: .newest, ground: .rule))" == "newest: it was said last")
    }
}
