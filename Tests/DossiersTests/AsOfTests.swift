import Model
import Testing

@testable import Dossiers

/// A dossier of a moment that is past: every row as it was then. Times are hours since the first run.
@Suite("As of a moment") struct AsOfTests {
    private let store: MadeUpStore

    /// Source 1 was renamed at 10. Outlet 11 changed at 10 and 20; outlet 12 was deleted at 15; outlet 13 came at 15; outlet 14
    /// was of source 2 until 15; transfer 21 was corrected at 20.
    init() throws {
        store = try MadeUpStore()
        try store.keep(
            "pollution_source", 1, 1..<10, #"{"local_code":"A1","name":"旧名","lon":113.5,"lat":23.5,"listed":true}"#)
        try store.put("pollution_source", 1, since: 10, rev: 2, ["local_code": "A1", "name": "新名"])
        try store.put("pollution_source", 2, since: 1, ["local_code": "A2", "name": "二厂"])
        try store.keep("outlet", 11, rev: 1, 2..<10, #"{"source":1,"code":"DW001","note":"一"}"#)
        try store.keep("outlet", 11, rev: 2, 10..<20, #"{"source":1,"code":"DW001","note":"二"}"#)
        try store.put("outlet", 11, since: 20, rev: 3, ["source": 1, "code": "DW001", "note": "三"])
        try store.keep("outlet", 12, 2..<15, #"{"source":1,"code":"DW002"}"#)
        try store.put("outlet", 13, since: 15, ["source": 1, "code": "DW003"])
        try store.keep("outlet", 14, 2..<15, #"{"source":2,"code":"DW004"}"#)
        try store.put("outlet", 14, since: 15, rev: 2, ["source": 1, "code": "DW004"])
        try store.keep(
            "waste_transfer", 21, 5..<20,
            #"{"manifest_no":"M1","source":1,"receiver":2,"mass":1.25,"sent_at":"2026-01-01T04:00:00.120Z"}"#)
        try store.put(
            "waste_transfer", 21, since: 20, rev: 2,
            ["manifest_no": "M1", "source": 1, "receiver": 2, "mass": 12.5, "sent_at": MadeUpStore.time(4)])
    }

    private func outlets(_ hours: Int?, _ source: Int64 = 1) throws -> [String: String] {
        let section = try #require(try store.dossier(source, asOf: hours).section("outlet"))
        #expect(section.total == section.rows.count)
        return Dictionary(uniqueKeysWithValues: zip(section.texts("code"), section.texts("note")))
    }

    @Test("The revision whose time holds the moment, to the millisecond")
    func revisions() throws {
        #expect(try outlets(9) == ["DW001": "一", "DW002": ""])
        #expect(try outlets(10) == ["DW001": "二", "DW002": ""])
        #expect(try outlets(14) == ["DW001": "二", "DW002": ""])
        #expect(try outlets(15) == ["DW001": "二", "DW003": "", "DW004": ""])
        #expect(try outlets(20) == ["DW001": "三", "DW003": "", "DW004": ""])
        #expect(try outlets(nil) == outlets(20))
        #expect(try outlets(1) == [:])
        #expect(try outlets(14, 2) == ["DW004": ""] && outlets(15, 2) == [:])
    }

    @Test("The thing itself as it was, with all kinds of values out of the history")
    func source() throws {
        let then = try store.dossier(1, asOf: 9)
        #expect(then.name == "旧名" && then.asOf == MadeUpStore.time(9) && then.source.rev == 1)
        #expect(then.source.until == MadeUpStore.time(10) && then.source.field("listed")?.value == .bool(true))
        #expect(then.source.field("location")?.value != nil && then.reach.firstKnown == MadeUpStore.time(1))
        let transfer = try #require(then.section("waste_transfer.source")?.rows.first)
        #expect(transfer.field("sent_at")?.value == .instant(MadeUpStore.time(4) + 120))
        #expect(transfer.field("mass")?.value == .number(try DecimalValue(mantissa: 125, exponent: -2)))
        #expect(transfer.field("receiver")?.value == .reference(MadeUpStore.id(2), name: "二厂"))
        #expect(
            try store.dossier(2, asOf: 9).section("waste_transfer.receiver")?.rows[0].field("source")?.value
                == .reference(MadeUpStore.id(1), name: "旧名"))
        #expect(try store.dossier(1).name == "新名" && store.dossier(1).source.until == nil)
    }

    @Test("By the name that it had")
    func names() throws {
        #expect(try store.reader.find("旧名", asOf: MadeUpStore.time(9)) == [MadeUpStore.id(1)])
        #expect(try store.reader.find("旧名") == [] && store.reader.find("新名", asOf: MadeUpStore.time(9)) == [])
        #expect(try store.reader.find("新名", asOf: MadeUpStore.time(10)) == [MadeUpStore.id(1)])
    }

    @Test("Before the first run nothing can be told; before and after its time a thing is unknown")
    func limits() throws {
        #expect(throws: DossierError.beforeHistory(firstRun: MadeUpStore.time(0))) { try store.dossier(1, asOf: -1) }
        #expect(throws: DossierError.unknown(MadeUpStore.id(1), known: MadeUpStore.time(1)...Int64.max)) {
            try store.dossier(1, asOf: 0)
        }
        try store.keep("pollution_source", 3, 2..<4, #"{"local_code":"A3","name":"三厂"}"#)
        #expect(try store.dossier(3, asOf: 3).name == "三厂")
        let known = MadeUpStore.time(2)...MadeUpStore.time(4)
        #expect(throws: DossierError.unknown(MadeUpStore.id(3), known: known)) { try store.dossier(3, asOf: 4) }
        #expect(throws: DossierError.unknown(MadeUpStore.id(3), known: known)) { try store.dossier(3) }
    }

    @Test("At random: the same as a plain replay of what happened")
    func replay() throws {
        let world = try RandomOutlets(store, seed: 4418)
        for hours in stride(from: 30, through: world.end, by: 1) {
            #expect(try outlets(hours, 2) == world.outlets(at: hours), "\(hours)")
        }
    }
}

/// Outlets of source 2 that come, change, move to source 1 and go, hour by hour.
private struct RandomOutlets {
    private struct Outlet {
        var since: Int
        var source: Int
        var note: String
        var rev: Int
    }

    private var log: [Int: [String: String]] = [:]
    let end = 90

    init(_ store: MadeUpStore, seed: UInt64) throws {
        var state = seed
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var living: [Int64: Outlet] = [:]
        for hour in 30...end {
            for row in 100..<106 as Range<Int64> where random(4) == 0 {
                let old = living[row]
                if let old {
                    try store.keep(
                        "outlet", row, rev: old.rev, old.since..<hour,
                        #"{"source":\#(old.source),"code":"DW\#(row)","note":"\#(old.note)"}"#)
                }
                if old != nil, random(3) == 0 {
                    living[row] = nil
                    try store.delete("outlet", row)
                } else {
                    // Numbers of revisions go on when a row comes back.
                    let new = Outlet(since: hour, source: 1 + random(2), note: "\(random(100))", rev: hour)
                    living[row] = new
                    try store.put(
                        "outlet", row, since: hour, rev: hour,
                        ["source": new.source, "code": "DW\(row)", "note": new.note])
                }
            }
            log[hour] = Dictionary(
                uniqueKeysWithValues: living.filter { $0.value.source == 2 }.map { ("DW\($0.key)", $0.value.note) })
        }
    }

    func outlets(at hour: Int) -> [String: String] { log[hour] ?? [:] }
}
