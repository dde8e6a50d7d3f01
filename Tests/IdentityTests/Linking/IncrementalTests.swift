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
