import Foundation
import Testing

/// Files as they really come. Every record is stored or held with its place; a file that cannot be read at all ends its run
/// with the reason, and nothing else.
@Suite struct BadFileTests {
    private func hub(_ lines: [String], more: String = "", ending: String = "\n") throws -> BadInputHub {
        try hub(Array((lines.joined(separator: "\n") + ending).utf8), more: more)
    }

    private func hub(_ bytes: [UInt8], format: String = "csv", more: String = "") throws -> BadInputHub {
        let bad = try BadInputHub()
        try bad.hub.write(bytes, to: "inbox/rows.\(format)")
        try bad.hub.write(BadInputHub.files("bad", format: format, more: more), to: "connectors/bad.yaml")
        return bad
    }

    private func lines(_ count: Int) -> [String] { [BadInputHub.header] + (1...count).map(BadInputHub.line) }

    @Test func wrongNumbersOfColumns() throws {
        var lines = lines(9)
        lines[3] += ",多"
        lines[6] = "P6,E6,废水"
        let bad = try hub(lines)
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 9 && run.stored == 7 && run.quarantined == 2 && run.balanced)
        #expect(try bad.permits() == ["P1", "P2", "P4", "P5", "P7", "P8", "P9"])
        #expect(try bad.held() == ["R1001|4", "R1001|7"])
        let raw = try bad.hub.rows("SELECT CAST(raw AS TEXT) FROM hub_quarantine ORDER BY id")
        #expect(raw.map { $0.trimmingCharacters(in: .newlines) } == [lines[3], lines[6]])
    }

    @Test func aMendedLineIsStoredAndItsFaultIsGone() throws {
        var lines = lines(3)
        lines[2] += ",多"
        let bad = try hub(lines, more: "")
        #expect(try bad.sync().bad.quarantined == 1)
        lines[2] = BadInputHub.line(2)
        try bad.hub.write(lines.joined(separator: "\n"), to: "inbox/rows.csv")
        // A fault that is gone is no loss: one of four known records, and yet nothing for a person to accept.
        try bad.hub.write(
            BadInputHub.files("bad").replacing("60%", with: "2%"), to: "connectors/bad.yaml")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.stored == 1 && run.unchanged == 2, "\(run)")
        #expect(try bad.held() == [])
        #expect(try bad.permits() == ["P1", "P2", "P3"])
    }

    @Test func bytesThatAreNotUTF8InOneRecord() throws {
        var bytes = Array((lines(2).joined(separator: "\n") + "\nP3,E").utf8)
        bytes += [0xB3, 0xFE, 0xFF] + Array(",废水,1,2026-11-11\nP4,E4,废水,4,2026-11-11\n".utf8)
        let bad = try hub(bytes, more: "encoding: utf-8")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 4 && run.stored == 3 && run.quarantined == 1, "\(run)")
        #expect(try bad.held() == ["R1003|4"])
        #expect(try bad.permits() == ["P1", "P2", "P4"])
    }

    @Test func bytesThatAreNotGB18030InOneRecord() throws {
        // 证号,企业编码,介质,吨,日期 and 废水 in GB 18030.
        let header: [UInt8] = [
            0xD6, 0xA4, 0xBA, 0xC5, 0x2C, 0xC6, 0xF3, 0xD2, 0xB5, 0xB1, 0xE0, 0xC2, 0xEB, 0x2C, 0xBD, 0xE9, 0xD6, 0xCA,
            0x2C,
            0xB6, 0xD6, 0x2C, 0xC8, 0xD5, 0xC6, 0xDA,
        ]
        func record(_ number: Int, _ medium: [UInt8]) -> [UInt8] {
            [0x0A] + Array("P\(number),E\(number),".utf8) + medium + Array(",\(number),2026-11-11".utf8)
        }
        let water: [UInt8] = [0xB7, 0xCF, 0xCB, 0xAE]
        let bytes = header + record(1, water) + record(2, [0xB7, 0xFF]) + record(3, [0xB7]) + record(4, water)
        let bad = try hub(bytes, more: "encoding: gb18030")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 4 && run.balanced, "\(run)")
        #expect(try bad.permits() == ["P1", "P4"])
        #expect(try bad.held().allSatisfy { $0.hasPrefix("R") })
        #expect(try bad.held().contains("R1003|3"))
    }

    @Test func anUnknownCodeAndOtherValuesThatAreNone() throws {
        var lines = lines(6)
        lines[2] = "P2,E2,声,1,2026-11-11"
        lines[3] = "P3,E3,废水,三车,2026-11-11"
        lines[4] = "P4,E4,废水,1,2026-02-30"
        lines[5] = ",E5,废水,1,2026-11-11"
        let bad = try hub(lines)
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 6 && run.stored == 2 && run.quarantined == 4 && run.balanced, "\(run)")
        let held = try bad.hub.rows(
            "SELECT source_line, value, target, line > 0 FROM hub_quarantine ORDER BY source_line")
        #expect(held.count == 4)
        #expect(held.prefix(3) == ["3|声|permit.medium|1", "4|三车|permit.mass|1", "5|2026-02-30|permit.issued_on|1"])
        #expect(held.last?.hasPrefix("6|") == true)
    }

    @Test func aMissingColumnStopsTheRunBeforeAnythingIsTouched() throws {
        let bad = try hub(lines(3))
        #expect(try bad.sync().bad.stored == 3)
        try bad.hub.write("证号,企业编码,吨,日期\nP1,E1,1,2026-11-11\n", to: "inbox/rows.csv")
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "failed" && run.code == "missing_field")
        #expect(run.message?.contains("介质") == true)
        #expect(try bad.permits() == ["P1", "P2", "P3"])
        try bad.hub.write(
            BadInputHub.files("bad", more: "contract: { missing_field: report }"), to: "connectors/bad.yaml")
        #expect(try bad.sync().bad.read == 1)
    }

    @Test func aMissingFolderIsToldAndNothingIsDeleted() throws {
        let bad = try hub(lines(3))
        #expect(try bad.sync().bad.stored == 3)
        try FileManager.default.removeItem(atPath: bad.hub.path + "/inbox")
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "failed" && run.code == "no_folder")
        #expect(try bad.permits() == ["P1", "P2", "P3"])
    }

    @Test func headerOnlyAndNoFileEndDeleteNothingUnasked() throws {
        let bad = try hub(lines(3))
        #expect(try bad.sync().bad.stored == 3)
        try bad.hub.write(BadInputHub.header + "\n", to: "inbox/rows.csv")
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "held" && run.code == "max_absent" && run.read == 0)
        #expect(try bad.permits() == ["P1", "P2", "P3"])
        try bad.hub.write("", to: "inbox/rows.csv")
        #expect(try bad.sync().bad.state != "ok")
        #expect(try bad.permits() == ["P1", "P2", "P3"])
    }

    @Test func aFileWithoutAFinalLineEndIsWhole() throws {
        let bad = try hub(lines(5), ending: "")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.stored == 5)
        #expect(try bad.permits() == ["P1", "P2", "P3", "P4", "P5"])
    }

    @Test func aFileThatWasCutInTheMiddleOfALine() throws {
        let text = lines(5).joined(separator: "\n")
        let bad = try hub(Array(text.utf8.prefix(text.utf8.count - 18)))
        let run = try bad.sync().bad
        #expect(run.read == 5 && run.stored == 4 && run.quarantined == 1 && run.balanced, "\(run)")
        #expect(try bad.held().allSatisfy { $0.hasSuffix("|6") })
    }

    @Test func equalKeysInOnePage() throws {
        let bad = try hub(lines(2) + [BadInputHub.line(2), "P1,E1,废气,7,2026-11-11"])
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 4 && run.balanced, "\(run)")
        #expect(try bad.permits() == ["P1", "P2"])
        #expect(try bad.hub.rows("SELECT medium, mass FROM permit WHERE number = 'P1'") == ["air|7.0"])
    }

    @Test func brokenJSONLines() throws {
        let text = [
            BadInputHub.record(1), #"{"证号":"P2","企业编码":"#, "[1,2]", BadInputHub.record(4), "不是", BadInputHub.record(6),
        ]
        let bad = try hub(Array(text.joined(separator: "\n").utf8), format: "ndjson")
        try bad.hub.write(BadInputHub.mapping { "$.\($0)" }, to: "mappings/bad-json.yaml")
        try bad.hub.write(json("ndjson", ""), to: "connectors/bad.yaml")
        try bad.hub.write(
            BadInputHub.mapping { "$.\($0)" }.replacing("mapping: bad", with: "mapping: bad-json"),
            to: "mappings/bad-json.yaml")
        let run = try bad.sync().bad
        #expect(run.state == "ok" && run.read == 6 && run.stored == 3 && run.quarantined == 3, "\(run)")
        #expect(try bad.held() == ["R1010|2", "R1011|3", "R1010|5"])
        #expect(try bad.permits() == ["P1", "P4", "P6"])
    }

    @Test(arguments: [
        ("json", "records: $.rows[*]", #"{"rows":[{"证号":"P1"},{"证号":"#),
        ("xml", "records: //row", "<rows><row><证号>P1</证号></row><row><证号>P2</row></rows>"),
    ])
    func aBrokenDocument(_ format: String, _ records: String, _ text: String) throws {
        let bad = try hub(Array(text.utf8), format: format)
        let path: (String) -> String = format == "xml" ? { $0 } : { "$.\($0)" }
        try bad.hub.write(
            BadInputHub.mapping(path).replacing("mapping: bad", with: "mapping: bad-json"), to: "mappings/bad-json.yaml"
        )
        try bad.hub.write(
            json(format, records).replacing("$.证号", with: path("证号")), to: "connectors/bad.yaml")
        let (outcome, run) = try bad.sync()
        #expect(outcome.status != 0 && run.state == "failed", "\(run)")
        #expect(run.message?.contains("rows.\(format)") == true, "\(run.message ?? "")")
        #expect(try bad.permits() == [])
    }

    private func json(_ format: String, _ more: String) -> String {
        BadInputHub.files("bad", format: format, more: more).replacing("mapping: bad", with: "mapping: bad-json")
            .replacing("identity: 证号", with: "identity: $.证号")
    }

    @Test func aLineOfAHundredMegabytes() throws {
        var bytes = Array((lines(3).joined(separator: "\n") + "\nP4,E4,").utf8)
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 100 << 20)
        bytes += Array(",1,2026-11-11\n\(BadInputHub.line(5))\n\(BadInputHub.line(6))\n".utf8)
        let bad = try hub(bytes)
        bytes = []
        let (outcome, run) = try bad.sync()
        #expect(run.state == "ok" && run.stored == 5 && run.quarantined == 1 && run.balanced, "\(run)")
        #expect(try bad.held() == ["R1002|5"])
        #expect(try bad.permits() == ["P1", "P2", "P3", "P5", "P6"])
        #expect(outcome.peakMemory > 0 && outcome.peakMemory < 150 << 20, "\(outcome.peakMemory >> 20) MB")
    }
}
