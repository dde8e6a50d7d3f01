import Foundation
import Model
import Testing

@testable import Dossiers
@testable import envhub

/// What a terminal shows of a dossier. `UPDATE_GOLDEN=1 swift test` writes it anew and still fails, so that a person looks.
@Suite("Dossiers on a terminal") struct DossierTextTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    /// 2026-01-01T00:00:00Z
    private static let start: Int64 = 1_767_225_600_000

    private static func id(_ prefix: String, _ number: Int64) -> HubID {
        HubID(prefix: HubID.Prefix(prefix)!, number: number)
    }

    private static func field(
        _ name: String, _ title: String, _ value: DossierValue?, unit: String = "", origin: FieldOrigin? = nil
    ) -> DossierField {
        DossierField(
            name: name, title: Title(zh: title, en: name), value: value, unit: unit, sensitivity: .public,
            origin: origin)
    }

    private static func column(_ name: String, _ title: String, unit: String = "", isNumber: Bool = false)
        -> DossierColumn
    {
        DossierColumn(name: name, title: Title(zh: title, en: name), unit: unit, isNumber: isNumber)
    }

    private static let source = DossierRow(
        id: id("ps", 1), rev: 3, at: start + 7_200_000, until: nil,
        fields: [
            field("name", "单位名称", .text("清远市宏祥陶瓷有限公司")),
            field("level", "管理类别", .code("key", label: Title(zh: "重点管理", en: "Key"))),
            field("industry", "行业类别", .code("3071", label: Title(zh: "建筑陶瓷制品制造", en: "Tiles"))),
            field(
                "area", "占地面积", .number(.one), unit: "hm2",
                origin: FieldOrigin(system: "permits", record: "P1", run: 7, lines: ["mappings/permits.yaml:9"])),
            field("website", "网址", nil),
            field(
                "scope", "经营范围",
                .text("生产、销售：建筑陶瓷制品、卫生陶瓷制品；货物进出口 (import and export of goods)\u{1b}[31m；依法须经批准的项目，经批准后方可开展经营活动。")),
            field("phone", "电话", nil),
        ])

    private static let transfers = DossierSection(
        key: "waste_transfer.source", entity: "waste_transfer", reference: "source",
        title: Title(zh: "危险废物转移联单（移出单位）", en: "Sent"),
        columns: [
            column("manifest_no", "联单编号"), column("receiver", "接受单位"), column("mass", "移出量", unit: "t", isNumber: true),
            column("sent_at", "移出时间"), column("driver", "驾驶员"), column("note", "差异说明"),
        ], total: 1_234,
        rows: [12, 7].map { number in
            DossierRow(
                id: id("wt", number), rev: 1, at: start, until: nil,
                fields: [
                    field("manifest_no", "联单编号", .text("4418022026\(number)")),
                    field("receiver", "接受单位", .reference(id("ps", 2), name: "广东某某环保科技股份有限公司清远分公司")),
                    field("mass", "移出量", .number(try! DecimalValue(number)), unit: "t"),
                    field("sent_at", "移出时间", .instant(start + number * 3_600_000)),
                    field("driver", "驾驶员", number == 7 ? .text("张三") : nil), field("note", "差异说明", nil),
                ])
        })

    private static let outlets = DossierSection(
        key: "outlet", entity: "outlet", reference: "source", title: Title(zh: "排放口", en: "Outlet"), columns: [],
        total: 0,
        rows: [])

    private static var identity: IdentityStory {
        let (one, two) = (
            IdentityStory.Member(id: id("ps", 1), system: "permits", key: "P1"),
            IdentityStory.Member(id: id("ps", 9), system: "waste", key: "W1")
        )
        var story = IdentityStory()
        story.members = [one, two]
        story.regroupings = [
            IdentityStory.Regrouping(
                at: start, member: two, from: id("ps", 9), to: id("ps", 1), cause: "relinked", decision: nil,
                other: one,
                bits: 11.083, rule: "enough")
        ]
        story.decisions = [
            IdentityStory.Decision(
                number: 4, kind: "same", members: [one, two], who: "李四", why: "同一厂", at: start + 3_600_000, undone: nil)
        ]
        story.merged = [IdentityStory.Merged(id: id("ps", 9), at: start)]
        return story
    }

    private static func dossier(asOf: Int64?) -> Dossier {
        let value = PointValues.Value(
            pollutant: "w01018", label: Title(zh: "化学需氧量", en: "COD"), time: start, period: "hour",
            periodLabel: Title(zh: "小时", en: "Hour"), value: "45.60", unit: "mg/L", flag: "N")
        return Dossier(
            entity: "pollution_source", title: Title(zh: "污染源", en: "Source"), asOf: asOf, madeAt: start + 86_400_000,
            parts: Set(DossierReader.parts), source: source,
            keys: [
                SourceKey(scheme: "permits", isSystem: true, key: "P1"),
                SourceKey(scheme: "uscc", isSystem: false, key: "91440101231245152Y"),
            ], sections: [outlets, transfers],
            points: [
                PointValues(code: "MN1", name: "废水总排口", origin: .device, values: [value]),
                PointValues(code: "P2", name: "", origin: nil, values: []),
            ], pointCount: 2, identity: identity,
            reach: HistoryReach(firstRun: start - 3_600_000, firstKnown: start))
    }

    @Test(
        "The text is as expected",
        arguments: [("wide", 160, nil), ("narrow", 60, nil), ("then", 100, 1_767_225_600_000)]
            as [(String, Int, Int64?)])
    func golden(_ name: String, _ width: Int, _ asOf: Int64?) throws {
        let zone = try #require(TimeZoneRules(named: "Asia/Shanghai"))
        let text = DossierText.text(Self.dossier(asOf: asOf), zone: zone, width: width)
        let file = Self.folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("written: look at it")
        }
        #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "\n\(text)")
    }
}
