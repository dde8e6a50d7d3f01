import Model
import Testing

@testable import Identity

/// Whatever the members and the rules: the golden record is that of the set, and no value is better than the one that survives.
@Suite struct SurvivorshipPropertyTests {
    @Test(arguments: 1...200)
    func theOrderOfMembersDoesNotMatter(seed: UInt64) {
        var world = RandomMembers(seed: seed)
        var (rules, members) = (world.rules(), world.members())
        rules.trust(["c", "a"], inField: world.number(5))
        members.shuffle(using: &world)
        let first = rules.choose(members)
        for _ in 0..<5 {
            let places = members.indices.shuffled(using: &world)
            let again = rules.choose(places.map { members[$0] })
            #expect(again.values == first.values)
            #expect(again.chosen.map { $0.map { places[$0] } } == first.chosen)
            #expect(again.reasons == first.reasons)
        }
    }

    @Test(arguments: 1...200)
    func nothingIsBetterThanWhatSurvives(seed: UInt64) {
        var world = RandomMembers(seed: seed)
        let (rules, members) = (world.rules(), world.members())
        let golden = rules.choose(members)
        for field in rules.fields {
            let speakers = members.filter { member in
                field.columns.allSatisfy { member.values.values[$0].kind != .null }
            }
            let column = field.columns.lowerBound
            guard let winner = golden.chosen[column].map({ members[$0] }) else {
                #expect(speakers.isEmpty)
                continue
            }
            for column in field.columns where field.rule != .union {
                #expect(golden.values.equals(column, winner.values.values[column], in: winner.values.arena))
            }
            expectBest(winner, of: speakers, golden, field, column)
        }
    }

    private func expectBest(
        _ winner: Candidate, of speakers: [Candidate], _ golden: Survivors, _ field: SurvivorshipRules.FieldRule,
        _ column: Int
    ) {
        func text(_ member: Candidate) -> String { member.text(column) }
        switch field.rule {
        case .trusted: #expect(speakers.allSatisfy { $0.system >= winner.system })
        case .newest: #expect(speakers.allSatisfy { $0.times[column] <= winner.times[column] })
        case .mostComplete where field.type == .text:
            #expect(speakers.allSatisfy { text($0).unicodeScalars.count <= text(winner).unicodeScalars.count })
        case .mostComplete: #expect(speakers.allSatisfy { items($0, column) <= items(winner, column) })
        case .majority:
            func says(_ value: String) -> Int { speakers.count { text($0) == value } }
            #expect(speakers.allSatisfy { says(text($0)) <= says(text(winner)) || field.type == .point })
        case .union:
            let all = Set(speakers.flatMap { text($0).split(separator: "\"").filter { $0.first?.isLetter == true } })
            let got = golden.text(column)?.split(separator: "\"").filter { $0.first?.isLetter == true } ?? []
            #expect(Set(got) == all)
            if speakers.count > 1 { #expect(got.count == all.count) }
        case .accuracy:
            let best = field.metres[winner.system] ?? .infinity
            #expect(speakers.allSatisfy { (field.metres[$0.system] ?? .infinity) >= best })
        }
    }

    private func items(_ member: Candidate, _ column: Int) -> Int { member.text(column).count { $0 == "\"" } / 2 }
}

extension Candidate {
    fileprivate func text(_ column: Int) -> String {
        let value = values.values[column]
        if let decimal = value.decimal { return "\(decimal)" }
        return String(decoding: values.arena[value.range], as: UTF8.self)
    }
}

/// Few values and few systems, so that ties are everywhere.
private struct RandomMembers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func number(_ count: Int) -> Int { Int((next() >> 16) % UInt64(count)) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(elements.count)] }

    mutating func rules() -> SurvivorshipRules {
        // As names go, so that a test knows the order.
        var rules = SurvivorshipRules(Members.schema, trust: ["a", "b"])
        for (index, field) in Members.schema.fields.enumerated() {
            rules.fields[index].rule = pick(SurvivalRule.allCases.filter { $0.fits(field.type) })
            rules.fields[index].metres = pick([[:], ["b": 50, "c": 50], ["a": 500, "b": 50]])
        }
        return rules
    }

    mutating func members() -> [Candidate] {
        let names = (0...number(8)).map { _ in pick(["a", "b", "c", "d"]) + pick(["1", "2", "3"]) }
        return Set(names).sorted().map { name in
            let place = (pick([nil, "113.1", "113.25"]), pick([nil, "23.6", "23.123456"]))
            return Members.member(
                String(name.prefix(1)), String(name.suffix(1)), name: pick([nil, "甲", "甲乙", "丙丁", "ab"]),
                aliases: pick([nil, [], ["x"], ["x", "y"], ["z", "y"]]), days: pick([nil, "1", "1.0", "2"]), at: place,
                times: (0..<4).map { _ in pick([1000, 2000]) })
        }
    }
}
