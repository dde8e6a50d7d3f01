import Storage
import TestServers
import Testing

@testable import Sync

/// Whatever order the systems' files come in, the rows are in the end what they are when parents come first.
@Suite("Orders of systems that wait for each other") struct DeferredOrderTests {
    private typealias Drop = (connector: String, text: String)

    /// Files of three systems; of one system, the later file has the later version of a record. In the end, every row that
    /// is referred to has been told of: of a record whose newest version waits for ever, the rows depend on the order.
    private func story(_ random: inout SeededRandom) -> [Drop] {
        var drops: [Drop] = []
        for version in 0..<2 {
            var (sources, permits, outlets) = ("code,uscc,name\n", "no,code,mass\n", "no,outlet\n")
            for number in 0..<8 {
                if version == 1 || random.next() % 3 > 0 { sources += "S\(number),,n\(version)\n" }
                let holder = random.next() % 8
                if version == 1 || random.next() % 3 > 0 {
                    permits += "P\(number),\(holder == 7 ? "" : "S\(holder)"),\(version)\n"
                }
                if random.next() % 3 > 0 { outlets += "P\(random.next() % 8),DW\(number)\n" }
            }
            drops += [("sources", sources), ("permits", permits), ("outlets", outlets)]
        }
        return drops
    }

    /// Another order, in which the files of one system follow each other as they were made.
    private func shuffled(_ drops: [Drop], _ random: inout SeededRandom) -> [Drop] {
        var queues = Dictionary(grouping: drops, by: \.connector)
        var order: [Drop] = []
        while order.count < drops.count {
            let names = queues.filter { !$0.value.isEmpty }.keys.sorted()
            order.append(queues[names[Int(random.next() % UInt64(names.count))]]!.removeFirst())
        }
        return order
    }

    private func outcome(of drops: [Drop]) async throws -> (rows: [String], waiting: [String]) {
        let hub = try WaitingHub()
        for drop in drops { try await hub.drop(drop.connector, drop.text) }
        return (try hub.rows(), try hub.entries(.waiting).sorted())
    }

    @Test("End in the same rows, and in the same records that wait", arguments: 1...12 as ClosedRange<UInt64>)
    func orders(seed: UInt64) async throws {
        var random = SeededRandom(seed)
        let drops = story(&random)
        let parentsFirst = ["sources", "permits", "outlets"].flatMap { name in drops.filter { $0.connector == name } }
        let expected = try await outcome(of: parentsFirst)
        #expect(!expected.rows.isEmpty && expected.waiting.isEmpty)
        for _ in 0..<2 {
            let found = try await outcome(of: shuffled(drops, &random))
            #expect(found.rows == expected.rows)
            #expect(found.waiting == expected.waiting)
        }
    }
}
