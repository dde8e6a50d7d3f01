import Testing

@testable import Identity

@Suite struct EnglishNameTests {
    private func form(_ name: String) -> NameForm {
        var reader = NameReader(commonness: UnitCommonness())
        var forms: [NameForm] = []
        reader.read(name, context: 0, into: &forms)
        return forms[0]
    }

    private func level(_ one: String, _ other: String) -> Int { NameComparer.compare(form(one), form(other)).level }

    @Test func legalFormsAndSignsAreNoDifference() {
        #expect(form("WestRock CP, LLC - Florence Mill").core == form("WESTROCK CP LLC Florence Mill").core)
        #expect(form("Société Générale d'Énergie").whole == form("SOCIETE GENERALE D'ENERGIE").whole)
    }

    @Test func initialsAreOneWord() {
        #expect(form("J K Spruce").core == form("J.K. Spruce").core)
        #expect(form("Whitewater L.P.").core == form("Whitewater LP").core)
        #expect(form("PG&E Gateway").core == form("PGE Gateway").core)
    }

    @Test func unitsTellSitesApart() {
        #expect(form("Wygen II").branch != form("Wygen III").branch)
        #expect(form("Wygen II").branch == form("Wygen 2").branch)
        #expect(form("Chambersburg Units 12 & 13").branch == form("Chambersburg Units 12,13").branch)
        #expect(form("Chambersburg").branch == 0)
        #expect(form("Mustang Station (56326)").branch == 0)
    }

    @Test func ownWordsWeighMoreThanCommonOnes() {
        #expect(level("Lincoln", "Lincoln Combustion Turbine") >= NameComparer.much)
        #expect(level("Lincoln Generating Station", "Durango Generating Station") <= NameComparer.little)
    }

    @Test(arguments: [
        ("Mint Farm Generating Station", "Mint Farm Generation Station"),
        ("Depere Energy Center", "De Pere Power Station"),
        ("Somerset Operating Company", "Somerset Operating Compnay"), ("Kleen Energy", "Kleem Energy"),
        ("Hopewell Cogeneration", "Hopwell Cogeneration"),
    ])
    func spellingsOfOneWordAreAlike(one: String, other: String) {
        #expect(level(one, other) >= NameComparer.much)
    }

    @Test func otherWordsAreNotAlike() {
        func unit(_ word: String) -> UInt64 { NameUnit.word(ScalarText.scalars(word)[...]) }
        #expect(!NameUnit.areAlike(unit("spruce"), unit("sprint")))
        #expect(!NameUnit.areAlike(unit("ab"), unit("abc")))
        #expect(NameUnit.areAlike(unit("shcool"), unit("school")))
        #expect(NameUnit.joined(unit("international"), unit("paper")) == nil)
    }
}
