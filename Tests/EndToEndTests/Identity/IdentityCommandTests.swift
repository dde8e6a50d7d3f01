import Foundation
import JSON
import SQLite
import TestServers
import Testing

/// Two systems tell of the same works in their own words: people are shown what looks like one, and why.
@Suite("Pollution sources that look like one") struct IdentityCommandTests {
    private static let permits = """
        编号,名称,信用代码,地址,区划
        P1,清远市宏祥陶瓷有限公司,91440101231245152Y,清远市清城区源潭镇陶瓷工业园12号,441802
        P2,清远市宏祥陶瓷有限公司二厂,91440101231245152Y,英德市东华镇清远华侨工业园3号,441881
        P3,佛冈县明远造纸厂,,佛冈县石角镇环城东路8号,441821

        """
    private static let waste = """
        编号,名称,信用代码,地址,区划
        W1,宏祥陶瓷厂,91440101231245125Y,清城区源潭镇陶瓷工业园12号,441802
        W2,英德市大正水泥有限公司,,英德市望埠镇,441881
        W3,佛冈县明达造纸厂,,佛冈县石角镇环城东路8号,441821

        """

    private func hub() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["mappings", "connectors", "in"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        for name in ["schema", "codes", "units.yaml"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: "mappings/" + name),
                withDestinationURL: URL(filePath: Binary.root).appending(path: "mappings/" + name))
        }
        for (name, rows) in [("permits", Self.permits), ("waste", Self.waste)] {
            try folder.write(rows, to: "in/\(name).csv")
            try folder.write(
                """
                connector: \(name)
                kind: files
                mapping: \(name)
                files: { folder: in, pattern: \(name).csv, format: csv }
                identity: 编号
                sync: { mode: snapshot, deletes: none }
                """, to: "connectors/\(name).yaml")
            try folder.write(
                """
                mapping: \(name)
                to:
                  pollution_source:
                    fields: { local_code: 编号, name: 名称, uscc: 信用代码, address: 地址, region: 区划 }
                """, to: "mappings/\(name).yaml")
        }
        return folder
    }

    private func run(_ folder: TemporaryFolder, _ words: String...) throws -> Binary.Outcome {
        try Binary.run(words + ["--hub", folder.path])
    }

    @Test(
        "What is one by its evidence is one; what may be is shown with its evidence; what one system tells apart is no pair"
    )
    func review() throws {
        let folder = try hub()
        #expect(try run(folder, "identity", "review").out == "0 pollution sources, 0 pairs that may be one\n")
        let synced = try run(folder, "sync")
        #expect(synced.status == 0, "\(synced.out) \(synced.err)")
        let pairs = try #require(try JSONValue(parsing: try run(folder, "identity", "review", "--json").out).arrayValue)
        let names = pairs.map { [$0["one"]?["name"]?.stringValue, $0["two"]?["name"]?.stringValue] }
        #expect(names == [["佛冈县明远造纸厂", "佛冈县明达造纸厂"]])
        let text = try run(folder, "identity", "review")
        #expect(text.out.contains("5 pollution sources, 1 pair") && text.out.contains("identity merge ps_"))
    }

    @Test(
        "Two sources by identifier, name or id, or what makes one of its records: each piece of evidence, its weight, the rule"
    )
    func explain() throws {
        let folder = try hub()
        #expect(try run(folder, "sync").status == 0)
        let told = try run(folder, "identity", "explain", "permits:P1")
        #expect(told.status == 0, "\(told.err)")
        #expect(told.out.contains("company one_character_off +8.00") && told.out.contains("address same_number"))
        #expect(told.out.contains("linked: the evidence is enough"))
        #expect(try run(folder, "identity", "explain", "permits:P1", "waste:W1").out.contains("linked: the evidence"))
        let apart = try run(folder, "identity", "explain", "清远市宏祥陶瓷有限公司", "清远市宏祥陶瓷有限公司二厂")
        #expect(apart.out.contains("told apart by permits, which has a key for each"))
        try folder.write("link: 90\nreview: 80\n", to: "weights.txt")
        let heavier = try run(
            folder, "identity", "explain", "permits:P1", "waste:W1", "--weights", folder.path + "/weights.txt")
        #expect(heavier.out.contains("apart: too little speaks for it"))
        try folder.write("weights: { link: 90, review: 80 }\n", to: "mappings/identity.yaml")
        let hubs = try run(folder, "identity", "explain", "清远市宏祥陶瓷有限公司", "宏祥陶瓷厂")
        #expect(hubs.out.contains("apart: too little speaks for it"), "the hub's own weights hold: \(hubs.out)")
        try folder.write("lnik: 90\n", to: "weights.txt")
        let wrong = try run(folder, "identity", "review", "--weights", folder.path + "/weights.txt")
        #expect(wrong.status == 1 && wrong.err.contains("line 1: expected a name of a weight"), "\(wrong.err)")
        #expect(try run(folder, "identity", "explain").status == 2)
        #expect(
            try run(folder, "identity", "explain", "佛冈县明远造纸", "宏祥陶瓷厂").err.contains("did you mean `佛冈县明远造纸厂`?"))
        #expect(
            try run(folder, "identity", "explain", "91440101231245152Y", "佛冈县明远造纸厂").err.contains(
                "2 sources: say which"))
    }

    @Test("What a person decides holds: through syncs, changed records and a second reading, until it is taken back")
    func decisions() throws {
        let folder = try hub()
        #expect(try run(folder, "sync").status == 0)
        #expect(try run(folder, "identity", "decisions").out.contains("nobody has decided"))
        #expect(try run(folder, "identity", "merge", "佛冈县明远造纸厂", "佛冈县明达造纸厂").status == 2, "a reason is asked for")
        let merged = try run(
            folder, "identity", "merge", "佛冈县明远造纸厂", "佛冈县明达造纸厂", "--why", "已更名", "--who", "王工")
        #expect(merged.status == 0 && merged.out.contains("decision 1: 1 record changed"), "\(merged.out)\(merged.err)")
        #expect(try run(folder, "identity", "review").out.contains("4 pollution sources, 0 pairs"))
        // Another name and another code: the machine would say something else by now.
        try folder.write(
            Self.waste.replacing("W3,佛冈县明达造纸厂,,", with: "W3,英德市远洋塑料厂,914406067243530484,"), to: "in/waste.csv")
        #expect(try run(folder, "sync").status == 0)
        let told = try run(folder, "identity", "explain", "permits:P3")
        #expect(told.out.contains("people decided that they are one") && told.out.contains("waste:W3"), "\(told.out)")
        let split = try run(folder, "identity", "split", "permits:P1", "waste:W1", "--why", "两家", "--who", "王工")
        #expect(split.status == 0 && split.out.contains("decision 2"), "\(split.err)")
        let apart = try run(folder, "identity", "review").out
        #expect(
            apart.contains("5 pollution sources, 1 pair") && apart.contains("有限公司二厂"),
            "W1 may be the other works: \(apart)")
        let against = try run(folder, "identity", "merge", "permits:P1", "waste:W1", "--why", "一家", "--who", "李工")
        #expect(against.status == 1 && against.err.contains("decisions 2"), "\(against.err)")
        #expect(try run(folder, "identity", "pin", "英德市大正水泥有限公司", "--why", "核实", "--who", "王工").status == 0)
        #expect(try run(folder, "identity", "undo", "2", "--why", "看错", "--who", "李工").status == 0)
        #expect(try run(folder, "identity", "undo", "2", "--why", "看错").err.contains("no decision 2 that still holds"))
        #expect(try run(folder, "identity", "review").out.contains("4 pollution sources"))
        let list = try #require(
            try JSONValue(parsing: try run(folder, "identity", "decisions", "--json").out).arrayValue)
        #expect(list.compactMap { $0["kind"]?.stringValue } == ["pin", "different", "same"])
        #expect(list[1]["undone"]?["who"]?.stringValue == "李工" && list[2]["why"]?.stringValue == "已更名")
        #expect(try run(folder, "identity", "decisions").out.contains("permits:P3 = waste:W3"))
    }

    @Test(
        "Other rules make the enterprises anew with the next run: other values, other weights, and back with the same ids"
    )
    func rules() throws {
        let folder = try hub()
        func look() throws -> [String] {
            #expect(try run(folder, "sync").status == 0)
            let database = try Database(path: folder.path + "/state/envhub.db", mode: .readOnly)
            let rows = try database.prepare("SELECT id, name FROM pollution_source ORDER BY id")
            var found: [String] = []
            while try rows.step() { found.append("\(rows.integer(0)) \(rows.text(1) ?? "")") }
            return found
        }
        let first = try look()
        #expect(first.count == 5 && first[0] == "1 清远市宏祥陶瓷有限公司")
        let trusting = "entities:\n  pollution_source:\n    trust: [waste, permits]\n"
        try folder.write(trusting, to: "mappings/identity.yaml")
        #expect(try look().first == "1 宏祥陶瓷厂")
        try folder.write(trusting + "weights:\n  link: 90\n", to: "mappings/identity.yaml")
        let apart = try look()
        #expect(apart.count == 6 && apart[0] == "1 清远市宏祥陶瓷有限公司" && apart.contains { $0.hasSuffix(" 宏祥陶瓷厂") })
        try FileManager.default.removeItem(atPath: folder.path + "/mappings/identity.yaml")
        #expect(try look() == first)
        #expect(try look() == first)
    }
}
