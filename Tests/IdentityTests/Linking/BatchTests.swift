import Testing

@testable import Identity

/// Loading on several cores gives what loading one after the other gives.
@Suite struct BatchTests {
    private var records: [SourceRecord] {
        (0..<5_000).map { number in
            let name = ["宏祥", "永盛", "金华", "新明"][number % 4] + ["陶瓷", "水泥", "化工"][number / 4 % 3]
            return SourceRecord(
                system: ["permit", "waste", "solid"][number % 3], key: "\(number / 3)", name: "清远市\(name)有限公司",
                otherNames: number % 7 == 0 ? ["\(name)第\(number)厂"] : [],
                identifiers: number % 5 == 0 ? [SourceIdentifier(.uscc, "91350100M000100Y34")] : [],
                address: "清城区源潭镇建设路\(number / 3)号", region: "441802", phone: "0763-\(1_000_000 + number / 3)")
        }
    }

    @Test func batchesAndSingleRecordsAreTheSame() {
        var (one, other) = (LinkIndex(), LinkIndex())
        other.load(records)
        // A second time: every record replaces itself.
        other.load(Array(records.reversed()))
        for record in records { one.load(record) }
        one.relink()
        other.relink()
        #expect(other.count == 5_000)
        #expect(one.clusters() == other.clusters())
        #expect(one.doubts().map(\.bits) == other.doubts().map(\.bits))
        #expect(one.clusters().contains { $0.count == 3 })
    }

    @Test func partsCoverEverythingOnce() {
        let pairs = BlockIndex.Pairs(starts: [0, 0, 5, 5, 6, 9, 9], seconds: [Int32](repeating: 0, count: 9))
        for parts in 1...12 {
            let ranges = (0..<parts).map { pairs.part($0, of: parts) }
            #expect(ranges.flatMap(Array.init) == Array(0..<6), "\(parts) parts")
        }
        #expect(Cores.map(7) { $0 * $0 } == [0, 1, 4, 9, 16, 25, 36])
    }
}
