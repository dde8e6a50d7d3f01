import DemoSystems
import Diagnostics
import Foundation
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

    /// The demo's systems themselves: real servers, 1,394 enterprises. All orders of them are tried on request.
    @Test("The demo's systems in other orders") func demo() async throws {
        let place = try TemporaryFolder()
        let systems = try await RunningSystems.start(in: place.url.appending(path: "systems"), seed: 4_418)
        defer { systems.stop() }
        let isWhole = ProcessInfo.processInfo.environment["ENVHUB_ALL_ORDERS"] == "1"
        let orders = isWhole ? Self.orders : [Self.orders[0], Self.orders[23], Self.orders[9]]
        var expected: Set<String>?
        for (number, order) in orders.enumerated() {
            let folder = place.url.appending(path: "hub\(number)")
            try systems.writeHub(
                from: URL(filePath: Binary.root), to: folder, isLocal: systems.declarationURL == nil)
            // Two connectors pull from the monitoring system.
            for name in order.flatMap({ $0 == "monitoring" ? [$0, "lab-results"] : [$0] }) {
                let outcome = try Binary.run(["sync", name, "--hub", folder.path])
                #expect(outcome.status == 0, "\(outcome.err)")
            }
            let hub = try #require(HubLoader.load(folder.path, into: DiagnosticBag()))
            let found = Set(try OrderLook(Store(path: hub.storePath), hub.schema).lines())
            let difference = (expected ?? found).symmetricDifference(found).sorted()
            try #require(difference.isEmpty, "\(order): \(difference.count), \(difference.prefix(4))")
            expected = found
            try FileManager.default.removeItem(at: folder)
        }
        #expect((expected ?? []).count > 10_000)
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
        return try OrderLook(Store(path: hub.storePath), hub.schema).lines()
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

private struct FixtureFault: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
