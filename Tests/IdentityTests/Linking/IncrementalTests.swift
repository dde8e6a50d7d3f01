import Model
import Testing

@testable import Identity

/// Whatever is added, changed and removed in whatever order, the clusters and the doubts are those of linking what is there at
/// once.
@Suite struct IncrementalTests {
    @Test(arguments: 1...12)
    func changesGiveWhatLinkingAtOnceGives(seed: UInt64) {
        var world = RandomWorld(seed: seed)
        // Few records a key, so that keys die and come back all the time.
        var index = LinkIndex(weights: .standard, capacity: 0, keyLimit: seed % 3 == 0 ? 60 : 4)
        var present: [RecordID: SourceRecord] = [:]
        for step in 1...240 {
            if world.number(4) == 0, let gone = present.keys.sorted().randomElement(using: &world) {
                index.remove(gone)
                present[gone] = nil
            } else {
                let record = world.record()
                index.put(record)
                present[RecordID(system: record.system, key: record.key)] = record
            }
            guard step % 20 == 0 else { continue }
            var anew = LinkIndex(weights: .standard, capacity: 0, keyLimit: seed % 3 == 0 ? 60 : 4)
            for record in present.values.shuffled(using: &world) { anew.load(record) }
            anew.relink()
            #expect(index.count == present.count)
            #expect(index.clusters() == anew.clusters(), "seed \(seed), step \(step)")
            #expect(index.doubts().map(\.one) == anew.doubts().map(\.one), "seed \(seed), step \(step)")
            #expect(index.doubts().map(\.bits) == anew.doubts().map(\.bits))
        }
        #expect(index.clusters().contains { $0.count > 1 }, "the world links something")
    }

    /// The same while people decide all kinds of things, contradictions among them, of records that are there and that are not.
    @Test(arguments: 1...16)
    func decisionsGiveWhatLinkingAtOnceGives(seed: UInt64) {
        var world = RandomWorld(seed: seed &* 31)
        let limit = seed % 3 == 0 ? 60 : 4
        var index = LinkIndex(weights: .standard, capacity: 0, keyLimit: limit)
        var present: [RecordID: SourceRecord] = [:]
        for step in 1...240 {
            let before = index.clusterOfEach()
            let regrouped: [[RecordID]]
            switch world.number(8) {
            case 0:
                regrouped = index.decide(world.decisions(upTo: seed % 2 == 0 ? 3 : 12))
            case 1, 2:
                guard let gone = present.keys.sorted().randomElement(using: &world) else { continue }
                regrouped = index.remove(gone)
                present[gone] = nil
                #expect(!regrouped.joined().contains(gone))
            default:
                let record = world.record()
                regrouped = index.put(record)
                present[RecordID(system: record.system, key: record.key)] = record
            }
            expectWhole(regrouped, since: before, index, "seed \(seed), step \(step)")
            guard step % 20 == 0 else { continue }
            expectDecided(index, "seed \(seed), step \(step)")
            var anew = LinkIndex(weights: .standard, capacity: 0, keyLimit: limit)
            if step % 40 == 0 { anew.decide(index.decisions) }
            for record in present.values.shuffled(using: &world) { anew.load(record) }
            anew.relink()
            anew.decide(index.decisions)
            #expect(index.clusters() == anew.clusters(), "seed \(seed), step \(step)")
            #expect(index.doubts().map(\.one) == anew.doubts().map(\.one), "seed \(seed), step \(step)")
            #expect(index.doubts().map(\.two) == anew.doubts().map(\.two), "seed \(seed), step \(step)")
        }
    }

    /// What a change gives are clusters as they are, each record once, and every record whose cluster changed is in one.
    private func expectWhole(
        _ regrouped: [[RecordID]], since before: [RecordID: [RecordID]], _ index: LinkIndex, _ comment: Comment
    ) {
        let now = index.clusterOfEach()
        #expect(regrouped.allSatisfy { now[$0[0]] == $0 }, comment)
        #expect(Set(regrouped.joined()).count == regrouped.joined().count, comment)
        let changed = now.filter { $0.value != before[$0.key] }.keys
        #expect(Set(changed).isSubset(of: regrouped.joined()), comment)
    }

    /// What is to be two is; what is to be one is, unless the decisions contradict each other; nobody else joins what is pinned.
    private func expectDecided(_ index: LinkIndex, _ comment: Comment) {
        let (clusters, decisions) = (index.clusterOfEach(), index.decisions)
        let separated = decisions.separated.filter { clusters[$0.one] != nil && clusters[$0.two] != nil }
        #expect(separated.allSatisfy { clusters[$0.one] != clusters[$0.two] }, comment)
        let doubts = Set(index.doubts().map { RecordPair($0.one, $0.two) })
        #expect(doubts.isDisjoint(with: separated), comment)
        guard decisions.contradictions.isEmpty else { return }
        let joined = decisions.joined.filter { clusters[$0.one] != nil && clusters[$0.two] != nil }
        #expect(joined.allSatisfy { clusters[$0.one] == clusters[$0.two] }, comment)
        for group in decisions.pinned {
            let here = group.filter { clusters[$0] != nil }
            guard let first = here.first, let cluster = clusters[first] else { continue }
            #expect(here.allSatisfy { clusters[$0] == cluster }, comment)
            let named = Set(decisions.joined.flatMap { [$0.one, $0.two] } + decisions.pinned.joined())
            #expect(named.isSuperset(of: cluster), comment)
        }
    }

    @Test func removingAllLeavesNothing() {
        var world = RandomWorld(seed: 7)
        var index = LinkIndex()
        let records = (0..<60).map { _ in world.record() }
        for record in records { index.put(record) }
        for record in records { index.remove(RecordID(system: record.system, key: record.key)) }
        #expect(index.count == 0)
        #expect(index.clusters().isEmpty)
        #expect(index.doubts().isEmpty)
    }

    @Test func theOrderOfLoadingDoesNotMatter() {
        var world = RandomWorld(seed: 11)
        var records: [RecordID: SourceRecord] = [:]
        for _ in 0..<200 {
            let record = world.record()
            records[RecordID(system: record.system, key: record.key)] = record
        }
        let first = Linking(Array(records.values)).index.clusters()
        for _ in 0..<5 { #expect(Linking(records.values.shuffled(using: &world)).index.clusters() == first) }
    }
}

extension LinkIndex {
    /// The cluster of each record.
    fileprivate func clusterOfEach() -> [RecordID: [RecordID]] {
        var each: [RecordID: [RecordID]] = [:]
        for cluster in clusters() { for record in cluster { each[record] = cluster } }
        return each
    }
}

/// Records of few firms, with all kinds of errors: many are alike, many have keys in common.
private struct RandomWorld: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func number(_ count: UInt64) -> Int { Int((next() >> 16) % count) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(UInt64(elements.count))] }

    /// Decisions about records of this world, whether they came already or not.
    mutating func decisions(upTo most: UInt64) -> LinkDecisions {
        var decisions = LinkDecisions()
        for _ in 0..<number(most) { decisions.join(recordID(), recordID()) }
        for _ in 0..<number(most) { decisions.separate(recordID(), recordID()) }
        for _ in 0..<number(most / 2 + 1) { decisions.pin((0...number(3)).map { _ in recordID() }) }
        return decisions
    }

    private mutating func recordID() -> RecordID {
        RecordID(system: pick(["permit", "waste", "solid"]), key: "\(number(30))")
    }

    mutating func record() -> SourceRecord {
        let names = ["宏祥", "宏运", "永盛", "永祥", "宏盛祥"]
        let trade = pick(["陶瓷", "建陶", "水泥", "化工"])
        let name =
            pick(["清远市", "", "广东", "清城"]) + pick(names) + trade + pick(["有限公司", "厂", "有限责任公司"])
            + pick(["", "", "", "二厂", "三厂", "（东江路）"])
        let codes = ["91350100M000100Y43", "91350100M000100Y34", "91441802MA4UQ9EX71", "", "", ""]
        let address =
            pick(["清远市清城区", "清城区", ""]) + pick(["源潭镇", "龙塘镇"]) + pick(["建设路", "陶瓷工业园"])
            + pick(["1号", "2号", "3号", ""])
        let hasPlace = number(3) > 0
        return SourceRecord(
            system: pick(["permit", "waste", "solid"]), key: "\(number(30))", name: name,
            otherNames: number(5) == 0 ? [pick(names) + trade + "有限公司"] : [],
            identifiers: [SourceIdentifier(.uscc, pick(codes))], address: address,
            region: pick(["441802", "441800", ""]),
            location: hasPlace
                ? SourceLocation(
                    Coordinate(
                        longitude: 113.2 + Double(number(4)) * 0.001, latitude: 23.6 + Double(number(4)) * 0.001),
                    datum: nil) : nil, phone: pick(["0763-1234567", "0763-7654321", "", ""]))
    }
}
