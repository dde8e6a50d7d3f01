import Testing

@testable import Identity

@Suite struct ChineseNameTests {
    /// The parts of a name, as `kind:text`.
    private func parts(_ name: String, context: UInt32 = 0) -> [String] {
        var folded: [UInt32] = []
        ScalarText.fold(name, into: &folded)
        var reader = ChineseNameReader()
        reader.read(folded[...], context: context)
        return reader.pieces.map { "\($0.kind):\(ScalarText.text(reader.text[$0.range]))" }
    }

    private func form(_ name: String, context: UInt32 = 0) -> NameForm {
        var reader = NameReader(commonness: UnitCommonness())
        var forms: [NameForm] = []
        reader.read(name, context: context, into: &forms)
        return forms[0]
    }

    @Test func aNameIsTakenApart() {
        #expect(
            parts("广东省清远市宏祥陶瓷有限公司") == [
                "region:广东省", "region:清远市", "legal:有限公司", "brand:宏", "brand:祥", "trade:陶瓷",
            ])
    }

    @Test func legalFormsOfOneFirmAreNoDifference() {
        let core = form("清远市宏祥陶瓷有限公司").core
        for name in ["清远宏祥陶瓷有限责任公司", "宏祥陶瓷股份有限公司", "清远市宏祥陶瓷厂", "宏祥建陶有限公司", "宏祥陶瓷（清远）有限公司"] {
            #expect(form(name).core == core, "\(name)")
        }
        #expect(form("清远市宏运陶瓷有限公司").core != core)
    }

    @Test func widthBracketsAndTraditionalFormsAreNoDifference() {
        #expect(form("電氣硝子玻璃（上海）有限公司").whole == form("电气硝子玻璃(上海)有限公司").whole)
        #expect(form("上海ＡＢＢ工程有限公司").whole == form("上海ABB工程有限公司").whole)
        #expect(form("宏 祥\u{3000}陶瓷【清远】有限公司").whole == form("宏祥陶瓷（清远）有限公司").whole)
    }

    @Test(arguments: [
        ("宏祥陶瓷有限公司二厂", "宏祥陶瓷有限公司（第二分厂）"), ("宏祥陶瓷有限公司2厂", "宏祥陶瓷有限公司二厂"),
        ("宏祥陶瓷厂清城分公司", "宏祥陶瓷厂（清城）分公司"), ("宏祥陶瓷有限公司（东江路）", "宏祥陶瓷有限公司(东江路)"),
    ])
    func branchesAreTheSameHoweverTheyAreWritten(one: String, other: String) {
        #expect(form(one).branch != 0)
        #expect(form(one).branch == form(other).branch)
        #expect(form(one).core == form(other).core)
    }

    @Test func branchesTellSitesApart() {
        let branches = ["", "二厂", "三厂", "清城分公司", "一期", "（东江路）"].map { form("宏祥陶瓷有限公司" + $0).branch }
        #expect(Set(branches).count == branches.count)
        #expect(branches[0] == 0)
    }

    @Test func aNumberBeforeTheTradeIsNoBranch() {
        #expect(form("清远市第二水泥厂").branch == 0)
    }

    @Test func aBracketMayHoldAnotherName() {
        var reader = NameReader(commonness: UnitCommonness())
        var forms: [NameForm] = []
        reader.read("上海奶牛育种部中心（上海奶牛育种中心有限公司）", context: 0, into: &forms)
        #expect(forms.count == 2)
        #expect(forms[0].branch == 0)
        #expect(forms[1].core == form("上海奶牛育种中心有限公司").core)
        #expect(form("闵行区中心医院（闵行区复旦医教研协同发展研究院）").whole == form("闵行区中心医院").whole)
    }

    @Test func aBranchWithAndWithoutBracketsIsTheSame() {
        let likeness = NameComparer.compare(form("宏祥养殖专业合作社（东石猪场）"), form("宏祥养殖专业合作社东石猪场"))
        #expect(likeness.level == NameComparer.same)
        #expect(likeness.branch == NameComparer.sameBranch)
    }

    @Test func theNameOfACountyIsARegionOnlyInItsCity() {
        #expect(parts("清城宏祥陶瓷厂", context: 441_800).first == "region:清城")
        #expect(parts("东方宏祥陶瓷厂", context: 441_800).first == "legal:厂")
        #expect(parts("上海金山宏祥陶瓷厂").prefix(2) == ["region:上海", "region:金山"])
    }
}
