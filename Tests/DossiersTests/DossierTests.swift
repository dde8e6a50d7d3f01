import Model
import Storage
import Testing

@testable import Dossiers

@Suite("What a dossier holds") struct DossierTests {
    @Test("A source that nothing refers to has its facts, and empty sections")
    func alone() throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 7, since: 3, ["local_code": "A7", "name": "清远市宏祥陶瓷有限公司"])
        let dossier = try store.dossier(7)
        #expect(dossier.name == "清远市宏祥陶瓷有限公司" && dossier.source.id == MadeUpStore.id(7))
        #expect(dossier.source.fields.count == 10 && dossier.source.fields.count { $0.value != nil } == 2)
        #expect(
            dossier.sections.map(\.key) == [
                "outlet", "waste_transfer.source", "waste_transfer.receiver", "monitoring_point", "measurement",
            ])
        #expect(dossier.sections.allSatisfy { $0.total == 0 && $0.rows.isEmpty && !$0.isCut })
        #expect(dossier.keys == [] && dossier.points == [] && dossier.identity.isEmpty)
        #expect(dossier.reach == HistoryReach(firstRun: MadeUpStore.time(0), firstKnown: MadeUpStore.time(3)))
    }

    @Test("Every field has its titles, its unit, its code's label; a point is one field")
    func facts() throws {
        let store = try MadeUpStore()
        try store.put(
            "pollution_source", 1,
            [
                "local_code": "A1", "name": "一厂", "level": "key", "lon": 113.0512, "lat": 23.689,
                "media": #"["水","气"]"#,
                "listed": 0, "opened_on": "2011-05-06", "area": 1234.5, "legal_person": "谢某",
            ])
        let source = try store.dossier(1).source
        func value(_ name: String) -> DossierValue? { source.field(name)?.value }
        #expect(value("level") == .code("key", label: Title(zh: "重点管理", en: "Key")))
        #expect(value("media") == .list(["水", "气"]) && value("listed") == .bool(false))
        #expect(value("opened_on") == .date("2011-05-06") && value("uscc") == nil)
        #expect(value("location") == .point(try decimal("113.0512"), try decimal("23.689")))
        #expect(value("area") == .number(try decimal("1234.5")) && source.field("area")?.unit == "m2")
        #expect(source.field("area")?.title == Title(zh: "占地面积", en: "Area"))
        #expect(source.field("legal_person")?.sensitivity == .personal && source.field("name")?.origin == nil)
    }

    private func decimal(_ text: String) throws -> DecimalValue { try DecimalValue(text) }

    @Test(
        "Who sends and who receives are told apart, each with the other's name; the newest come first, the rest is counted"
    )
    func transfers() throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1", "name": "一厂"])
        try store.put("pollution_source", 2, ["local_code": "A2", "name": "处置厂"])
        for number in 1...2_500 {
            try store.put(
                "waste_transfer", Int64(1_000 + number),
                [
                    "manifest_no": "M\(number)", "source": 1, "receiver": 2, "mass": 1.5,
                    "sent_at": number == 2_500 ? nil : MadeUpStore.time(number),
                ])
        }
        let sender = try store.dossier(1, limit: 3)
        let sent = try #require(sender.section("waste_transfer.source"))
        #expect(sent.total == 2_500 && sent.isCut && sent.texts("manifest_no") == ["M2499", "M2498", "M2497"])
        #expect(sent.title.zh == "危险废物转移联单（移出单位）" && !sent.columns.contains { $0.name == "source" })
        #expect(sent.rows[0].field("receiver")?.value == .reference(MadeUpStore.id(2), name: "处置厂"))
        #expect(sent.rows[0].field("sent_at")?.value == .instant(MadeUpStore.time(2_499)))
        #expect(sender.section("waste_transfer.receiver")?.total == 0)
        let receiver = try store.dossier(2, limit: 5_000)
        let received = try #require(receiver.section("waste_transfer.receiver"))
        #expect(received.total == 2_500 && !received.isCut && received.texts("manifest_no").last == "M2500")
        #expect(received.rows[0].field("source")?.value == .reference(MadeUpStore.id(1), name: "一厂"))
        #expect(receiver.section("waste_transfer.source")?.total == 0)
    }

    @Test("Only the sections that are asked for")
    func sections() throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1", "name": "一厂"])
        #expect(try store.dossier(1, sections: ["waste_transfer"]).sections.count == 2)
        let one = try store.dossier(1, sections: ["waste_transfer.receiver", "keys"])
        #expect(one.sections.map(\.key) == ["waste_transfer.receiver"] && one.parts == ["keys"])
        #expect(try store.reader.keys.contains("waste_transfer") && store.reader.keys.contains("waste_transfer.source"))
    }

    @Test("Keys of systems, then identifiers")
    func keys() throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1"])
        let (system, entity, scheme) = try store.store.inTransaction {
            (
                try store.store.number(of: "permits", .system), try store.store.number(of: "pollution_source", .entity),
                try store.store.number(of: "uscc", .identifier)
            )
        }
        try store.run(
            "INSERT INTO hub_member VALUES (7, ?1, ?2, 'A1', 1, 2, 0, 1, x'0000', NULL, NULL)", entity, system)
        for record in [1, 2] {
            try store.run("INSERT INTO hub_alias VALUES (?1, ?2, '9144', 7, ?3)", entity, scheme, record)
        }
        #expect(
            try store.dossier(1).keys == [
                SourceKey(scheme: "permits", isSystem: true, key: "A1"),
                SourceKey(scheme: "uscc", isSystem: false, key: "9144"),
            ])
        #expect(try store.reader.find("9144") == [MadeUpStore.id(1)] && store.reader.find("A1") == [MadeUpStore.id(1)])
        #expect(try store.reader.find("A2") == [])
    }

    @Test("What is not there is told")
    func absent() throws {
        let store = try MadeUpStore()
        #expect(throws: DossierError.unknown(MadeUpStore.id(1), known: nil)) { try store.dossier(1) }
        #expect(throws: DossierError.empty) { try MadeUpStore(hasRun: false).dossier(1) }
        #expect(throws: DossierError.noEntity("works")) {
            try DossierReader(storePath: store.path, seriesPaths: [], schema: store.schema, codes: [:], entity: "works")
        }
    }
}
