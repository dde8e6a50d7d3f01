import Testing

@testable import Identity

@Suite struct CompanyCodeTests {
    private let sound = "91350100M000100Y43"

    private func code(_ text: String) throws -> CompanyCode {
        try #require(CompanyCode(uscc: CompanyCode.letters(text)))
    }

    @Test func soundCodesHoldTheirOrganisation() throws {
        let code = try code(sound)
        #expect(code.state == .valid)
        #expect(code.organisation == CompanyCode(organisation: CompanyCode.letters("M000100Y-4"))?.organisation)
        #expect(try self.code("91350100m000100y43 ") == code)
        #expect(CompanyCode(organisation: CompanyCode.letters("M000100Y5")) == nil)
    }

    @Test func everyWrongCharacterIsRepaired() throws {
        let right = try code(sound)
        for place in 0..<18 {
            var letters = CompanyCode.letters(sound)
            letters[place] = letters[place] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
            let broken = try #require(CompanyCode(uscc: letters))
            #expect(broken.state == .broken)
            #expect(broken.isOneOff(right))
            #expect(CompanyCode.repairs(letters).contains(right), "place \(place)")
        }
    }

    @Test func everySwapIsRepaired() throws {
        let right = try code(sound)
        for place in 0..<17 {
            var letters = CompanyCode.letters(sound)
            guard letters[place] != letters[place + 1] else { continue }
            letters.swapAt(place, place + 1)
            let broken = try #require(CompanyCode(uscc: letters))
            #expect(broken.isOneOff(right), "place \(place)")
            #expect(CompanyCode.repairs(letters).contains(right), "place \(place)")
        }
    }

    @Test func aCutCodeIsRepaired() throws {
        #expect(CompanyCode.repairs(CompanyCode.letters(String(sound.dropLast()))) == [try code(sound)])
    }

    @Test func twoCharactersAreTooMany() throws {
        var letters = CompanyCode.letters(sound)
        letters[9] = UInt8(ascii: "7")
        letters[12] = UInt8(ascii: "7")
        let broken = try #require(CompanyCode(uscc: letters))
        #expect(!broken.isOneOff(try code(sound)))
        #expect(!CompanyCode.repairs(letters).contains(try code(sound)))
    }

    @Test func fewSpellingsAreSound() {
        var letters = CompanyCode.letters(sound)
        letters[10] = UInt8(ascii: "7")
        #expect(CompanyCode.repairs(letters).count < 8)
    }
}
