import Diagnostics
import Foundation
import JSON
import Model
import SQLite
import Storage
import Sync
import TestServers
import Testing

/// Four systems of one city, each with its own names, codes and mistakes: whoever is read first, the hub ends with the same
/// enterprises, the same golden records, the same rows that refer to them and the same feed.
@Suite("Order of systems") struct OrderTests {
    private static let systems = ["discharge-permit", "hazardous-waste", "monitoring", "solid-waste"]

    private static var orders: [[String]] {
        systems.flatMap { one in
            systems.filter { $0 != one }.flatMap { two in
                systems.filter { ![one, two].contains($0) }.map { three in
                    [one, two, three] + systems.filter { ![one, two, three].contains($0) }
                }
            }
        }
    }

    @Test("All 24 orders give the same hub", arguments: [1, 2] as [UInt64]) func orders(seed: UInt64) async throws {
        let city = OrderCity(seed: seed)
        let expected = try await city.outcome(of: Self.orders[0])
        #expect(expected.count(where: { $0.hasPrefix("group") && $0.contains("|") }) > 40, "many were linked")
        #expect(expected.count(where: { $0.hasPrefix("feed") }) > 100)
        for order in Self.orders.dropFirst() {
            let found = try await city.outcome(of: order)
            let difference = Set(expected).symmetricDifference(found).sorted()
            try #require(difference.isEmpty, "\(order.joined(separator: " ")): \(difference.prefix(6))")
        }
        // The first two of them again, after all have been read: nothing moves any more.
        let again = try await city.outcome(of: Self.orders[0] + ["solid-waste", "discharge-permit"])
        #expect(Set(again) == Set(expected))
    }
}

/// Enterprises that four systems tell of, as they came out of a generator.
struct OrderCity {
    private static let own = Array("宏祥明远鸿运大正华泰新源金瑞东方恒达利源盛丰永兴广信")
    private static let trades = ["陶瓷", "造纸", "水泥", "塑料制品", "电镀", "印染", "化工", "建材", "食品"]
    private static let roads = ["源潭镇陶瓷工业园", "龙塘镇银盏路", "石角镇环城东路", "太平镇工业大道", "东城街道长埔路"]
    private var files: [String: String] = [:]

    init(seed: UInt64) {
        var random = SeededRandom(seed)
        var rows = [String: [String]]()
        for number in 0..<60 { Self.enterprise(number, &random, into: &rows) }
        for (system, lines) in rows {
            files[system] = "编号,名称,信用代码,地址,区划,经度,纬度,电话,对方,数\n" + lines.joined(separator: "\n") + "\n"
        }
    }

    private static func enterprise(_ number: Int, _ random: inout SeededRandom, into rows: inout [String: [String]]) {
        let name = String((0..<2).map { _ in own[random.below(own.count)] }) + trades[random.below(trades.count)]
        let code = CreditCode.number(number / (number % 10 == 9 ? 2 : 1))
        let road = roads[random.below(roads.count)]
        let house = random.below(90) + 1
        let place = (113.0 + Double(random.below(1_000)) / 5_000, 23.6 + Double(random.below(1_000)) / 5_000)
        for system in ["discharge-permit", "hazardous-waste", "monitoring", "solid-waste"] where random.chance(75) {
            let forms = ["清远市\(name)有限公司", "\(name)有限公司", "\(name)厂", "清远市\(name)有限公司二厂"]
            var written = random.chance(70) ? code : ""
            if !written.isEmpty, random.chance(15) {
                written.replaceSubrange(written.index(before: written.endIndex)..., with: "0")
            }
            let address = random.chance(80) ? "清远市清城区\(road)\(house)号" : ""
            let spot = random.chance(60) ? "\(place.0 + Double(random.below(9)) / 20_000),\(place.1)" : ","
            rows[system, default: []].append(
                [
                    "\(system.first!)\(number)", forms[random.below(random.chance(90) ? 3 : 4)], written, address,
                    "441802", spot, random.chance(50) ? "0763-3\(100_000 + number)" : "",
                    CreditCode.number(random.below(60)), "\(random.below(50))",
                ].joined(separator: ","))
        }
    }

    /// What a hub holds after the systems were read in an order, in words that no number of the hub is in.
    func outcome(of order: [String]) async throws -> [String] {
        let folder = try TemporaryFolder()
        try write(folder)
        let bag = DiagnosticBag()
        guard let hub = HubLoader.load(folder.path, into: bag) else {
            throw FixtureFault(text: TextRenderer().render(bag.diagnostics))
        }
        try FileManager.default.createDirectory(atPath: hub.stateDirectory, withIntermediateDirectories: true)
        for system in order {
            guard let task = hub.task(for: system) else { throw FixtureFault(text: "no task \(system)") }
            let run = try await SyncRun(task).perform()
            guard run.state == .ok, run.counts.isBalanced else { throw FixtureFault(text: "\(run)") }
        }
        return try OrderLook(Store(path: hub.storePath)).lines()
    }

    private func write(_ folder: TemporaryFolder) throws {
        for name in ["connectors", "mappings", "in"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        for name in ["schema", "codes", "units.yaml", "feeds"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: "mappings/" + name),
                withDestinationURL: URL(filePath: Binary.root).appending(path: "mappings/" + name))
        }
        let rules = try String(contentsOfFile: Binary.root + "/mappings/identity.yaml", encoding: .utf8)
        try folder.write(rules.replacing(", online-monitoring]", with: "]"), to: "mappings/identity.yaml")
        for (system, text) in files {
            try folder.write(text, to: "in/\(system).csv")
            try folder.write(
                """
                connector: \(system)
                kind: files
                mapping: \(system)
                files: { folder: in, pattern: \(system).csv, format: csv, stable_for: 0s }
                identity: 编号
                sync: { mode: snapshot, deletes: none }
                """, to: "connectors/\(system).yaml")
            try folder.write(Self.mapping(system), to: "mappings/\(system).yaml")
        }
    }

    private static func mapping(_ system: String) -> String {
        let parts = [
            "discharge-permit": "permit: { fields: { number: 编号, source: { ref: self }, holder: 名称 } }",
            "hazardous-waste":
                "waste_transfer: { fields: { manifest_no: 编号, line: { const: '1' }, source: { ref: self }, receiver: { ref: other }, mass: { from: 数, unit: t } } }",
            "monitoring": "monitoring_point: { fields: { code: 编号, name: 名称, source: { ref: self } } }",
            "solid-waste": "",
        ]
        let declared = """
            waste_declaration: { fields: { source: { ref: self }, waste: { const: 废渣 }, period: { const: '2026' }, generated: { from: 数, unit: t }, receiver_name: 名称 } }
            """
        // Two systems declare the same waste of the same enterprise: one row when they are one.
        let both = ["hazardous-waste", "solid-waste"].contains(system) ? declared : ""
        return """
            mapping: \(system)
            defaults: { clean: [trim] }
            to:
              self:
                entity: pollution_source
                fields:
                  local_code: 编号
                  name: 名称
                  uscc: { from: 信用代码, check: uscc, on_fail: keep+flag }
                  address: 地址
                  region: 区划
                  location: { lon: 经度, lat: 纬度, datum: wgs84 }
                  contact_phone: 电话
              other:
                entity: pollution_source
                reference: true
                fields: { local_code: 对方, uscc: 对方 }
              \(parts[system] ?? "")
              \(both)
            """
    }
}

/// A hub's contents by the names that systems give.
private struct OrderLook {
    private let store: Store
    private var groups: [Int64: String] = [:]

    init(_ store: Store) throws {
        self.store = store
        let named = try store.all(
            "SELECT m.row, n.name || ':' || m.key FROM hub_member m JOIN hub_name n ON n.id = m.system ORDER BY 2"
        ) { ($0.integer(0), $0.text(1) ?? "") }
        for (row, name) in named { groups[row] = groups[row].map { $0 + "|" + name } ?? name }
    }

    func lines() throws -> [String] {
        let sources = try store.all("SELECT * FROM pollution_source") { row in
            group(row.integer(0)) + " " + cells(row, from: 7)
        }
        var lines = groups.values.map { "group " + $0 } + sources.map { "source " + $0 }
        for entity in ["permit", "waste_transfer", "monitoring_point", "waste_declaration"] {
            let fields = try store.all("SELECT name FROM pragma_table_info(?1)", entity) { $0.text(0) ?? "" }
                .dropFirst(7).filter { !$0.hasSuffix(".member") }
            let columns = fields.map { "\"\($0)\"" }.joined(separator: ", ")
            lines += try store.all("SELECT \(columns) FROM \(entity)") { row in
                entity + " "
                    + fields.enumerated().map { at, name in
                        name == "source" || name == "receiver" ? group(row.integer(at)) : row.text(at) ?? "∅"
                    }.joined(separator: ",")
            }
        }
        return try lines + feed()
    }

    private func cells(_ row: Statement, from: Int) -> String {
        (from..<row.columnCount).map { row.text($0) ?? "∅" }.joined(separator: ",")
    }

    private func group(_ row: Int64) -> String { row == 0 ? "∅" : groups[row] ?? "?\(row)" }

    /// The records of the feeds; ids of sources by their groups, those of other rows left out.
    private func feed() throws -> [String] {
        let prefix = HubID.Prefix("ps")!
        let ids = groups.map { ("\(HubID(prefix: prefix, number: $0.key))", $0.value) }
        let feeds = try store.feeds().filter { !$0.definition.isEmpty }
        return try feeds.flatMap { feed in
            try store.all(
                "SELECT json_extract(body, '$.record'), CASE WHEN body LIKE '%\"id\":\"ps_%' THEN row ELSE 0 END FROM hub_feed_\(feed.id) WHERE op = 0"
            ) { line in
                var text = line.text(0) ?? ""
                for (id, name) in ids where text.contains(id) { text = text.replacing(id, with: name) }
                return "feed \(feed.name) " + (line.integer(1) == 0 ? "" : group(line.integer(1))) + text
            }
        }
    }
}

private struct FixtureFault: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
