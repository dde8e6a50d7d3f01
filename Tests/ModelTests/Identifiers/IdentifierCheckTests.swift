import Foundation
import Model
import Testing

@Suite struct IdentifierCheckTests {
    @Test(
        arguments: [
            ("uscc", "913100006072204056"), ("uscc", "91310000071239318Q"), ("uscc", "91310118792761819L"),
            ("organisation_code", "607220405"), ("organisation_code", "MA1GLTL35"),
            ("permit_number", "91310117MA1J1DUE21001Q"),
            ("permit_number", "91130200699229617X001P"), ("source_code", "607220405001"),
            ("source_code", "91130200699229617X002P"), ("outlet_code", "DA001"), ("outlet_code", "DW012"),
            ("facility_code", "TA001"), ("facility_code", "TS020"), ("facility_code", "MF0001"),
            ("mn_number", "010000A8900016F000169DC0"), ("mn_number", "TJTYTYACFC0011"), ("waste_code", "900-041-49"),
            ("waste_code", "264-002-12"), ("region_code", "441802"), ("region_code", "441802006"),
            ("region_code", "441802006001"),
            ("industry_code", "C"), ("industry_code", "2614"), ("industry_code", "C2614"), ("industry_code", "D46"),
            ("manifest_number", "20244400001234"), ("phone", "13800138000"), ("phone", "0763-3360000"),
            ("phone", "02088888888"), ("phone", "010-12345678".replacing("12345678", with: "62345678")),
            ("phone", "3360000-801"),
            ("phone", "400-800-1234"), ("iso_date", "2024-02-29"),
        ] as [(String, String)])
    func accepts(_ name: String, _ text: String) throws {
        let check = try #require(IdentifierCheck.named(name))
        #expect(check(text) == nil)
    }

    @Test(
        arguments: [
            ("uscc", "", IdentifierFault.empty), ("uscc", "91310000607220405", .length(expected: "18", found: 17)),
            ("uscc", "913100006072204057", .checkCharacter(expected: 54, found: 55)),
            ("uscc", "913101167800233824", .checkCharacter(expected: 0, found: 52)),
            ("uscc", "91310118792761819l", .smallLetter(at: 17)), ("uscc", "９13100006072204056", .fullWidth(at: 0)),
            ("uscc", "91310000607220405６", .fullWidth(at: 17)), ("uscc", " 913100006072204056", .blank(at: 0)),
            ("uscc", "913100006072204O56", .character(at: 15)), ("uscc", "9131A0006072204056", .character(at: 4)),
            ("uscc", "无", .length(expected: "18", found: 1)),
            ("organisation_code", "607220406", .checkCharacter(expected: 0, found: 54)),
            ("permit_number", "91130200699229617X0A1P", .character(at: 19)),
            ("permit_number", "91130200699229617X001p", .smallLetter(at: 21)),
            ("permit_number", "91130200699229617X001", .length(expected: "22", found: 21)),
            ("source_code", "60722040500A", .character(at: 11)), ("outlet_code", "FQ001", .character(at: 0)),
            ("outlet_code", "DB001", .character(at: 1)), ("facility_code", "TA0001", .character(at: 0)),
            ("mn_number", "010000A8900016F000169DCG", .character(at: 23)),
            ("waste_code", "900-041-49 ", .blank(at: 10)),
            ("waste_code", "900/041/49", .character(at: 3)),
            ("region_code", "99", .length(expected: "6, 9 or 12", found: 2)),
            ("manifest_number", "2024440000123", .length(expected: "14", found: 13)),
            ("phone", "1380013800a", .character(at: 10)),
            ("industry_code", "Z12", .character(at: 0)),
            ("industry_code", "C2", .length(expected: "2 to 4 digits", found: 1)),
        ] as [(String, String, IdentifierFault)])
    func refuses(_ name: String, _ text: String, _ fault: IdentifierFault) throws {
        let check = try #require(IdentifierCheck.named(name))
        let found = check(text)
        if case .checkCharacter(0, let byte) = fault {
            guard case .checkCharacter(_, byte) = found else { Issue.record("\(String(describing: found))"); return }
        } else {
            #expect(found == fault)
        }
    }

    @Test(
        arguments: [
            ("waste_code", "900-041-51"), ("waste_code", "900-041-00"), ("region_code", "991802"),
            ("industry_code", "A2614"),
            ("industry_code", "98"), ("industry_code", "00"), ("manifest_number", "19994400001234"),
            ("manifest_number", "20249900001234"),
            ("phone", "12345678901"), ("phone", "0763-0360000"), ("iso_date", "2023-02-29"),
            ("organisation_code", "60722040-5"),
            ("phone", "-------"), ("phone", "0000000"), ("phone", "400-800-123-"),
        ] as [(String, String)])
    func refusesWhatMeansNothing(_ name: String, _ text: String) throws {
        let check = try #require(IdentifierCheck.named(name))
        guard case .meaning(let reason) = check(text) else {
            Issue.record("accepted or another fault: \(text)")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func saysWhatTheCheckCharacterShouldBe() throws {
        let check = try #require(IdentifierCheck.named("uscc"))
        #expect(check("913100006072204057")?.description == "check character should be 6, not 7")
    }

    /// Every wrong single character is noticed; so is every swap of neighbours but those of equal characters.
    @Test func usccNoticesTypingMistakes() throws {
        let check = try #require(IdentifierCheck.named("uscc"))
        let code = Array("91310118792761819L".utf8)
        for at in code.indices {
            for byte in Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8) where byte != code[at] {
                var wrong = code
                wrong[at] = byte
                #expect(check.fault(wrong.span) != nil)
            }
        }
        for at in 1..<code.count where code[at] != code[at - 1] {
            var wrong = code
            wrong.swapAt(at, at - 1)
            #expect(check.fault(wrong.span) != nil)
        }
    }

    @Test func survivesAnyBytes() {
        var dice = Dice(seed: 31)
        for _ in 0..<3000 {
            let bytes = dice.bytes(upTo: 30, likely: Array("0123456789ABX-".utf8))
            for check in identifierChecks { _ = check.fault(bytes.span)?.description }
        }
    }

    @Test func folderAndTableAgree() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Sources.folder("Identifiers/Checks"))
        #expect(files.filter { $0.hasSuffix(".swift") }.count == identifierChecks.count)
        #expect(Set(identifierChecks.map(\.name)).count == identifierChecks.count)
        let texts = try files.map {
            try String(contentsOfFile: Sources.folder("Identifiers/Checks/\($0)"), encoding: .utf8)
        }
        for check in identifierChecks {
            #expect(texts.filter { $0.contains("\"\(check.name)\"") }.count == 1, "\(check.name)")
            #expect(!check.titleZh.isEmpty && !check.titleEn.isEmpty && !check.source.isEmpty)
        }
    }
}
