import Testing

@testable import Model

@Suite struct HubIDTests {
    private static let source = HubID.Prefix("ps")!

    private func text(_ number: Int64) -> String { HubID(prefix: Self.source, number: number).description }

    @Test(arguments: [0, 1, 2, 1_394, 1 << 20, (1 << 40) - 1, 1 << 40, (1 << 40) + 7, Int64.max] as [Int64])
    func numbersSurviveTheirText(_ number: Int64) {
        let id = HubID(prefix: Self.source, number: number)
        #expect(HubID(id.description.utf8) == id)
        #expect(id.description.utf8.count == (number < 1 << 40 ? 11 : 16))
    }

    /// Ids are kept by partners: these texts must never change.
    @Test func textsAreFixedForEver() {
        #expect(
            ([1, 2, 3, 1394, (1 << 40) - 1, 1 << 40] as [Int64]).map(text) == [
                "ps_KBB4F6Q8", "ps_DFBAD8QD", "ps_KXNRBC0F", "ps_BJ00S08Q", "ps_PNPNY205", "ps_0000100000000",
            ])
    }

    @Test func everyNumberHasItsOwnText() {
        var seen: Set<String> = []
        for number in 0..<20_000 as Range<Int64> { seen.insert(text(number)) }
        #expect(seen.count == 20_000)
    }

    @Test(arguments: [
        "", "ps", "ps_", "ps_7KQ2M9X", "ps_7KQ2M9X44", "PS_7KQ2M9X4", "ps-7KQ2M9X4", "ps_7kq2m9x4", "ps_7KQ2M9XI",
        "ps_7KQ2M9XO", "p1_7KQ2M9X4", "ps_0000000000001", "ps_ZZZZZZZZZZZZZ", "ps_8000000000000", "ps_7KQ2M9X\u{0}",
        "污染_7KQ2M9X4", "ps_7KQ2M9X4 ", "ps_00000000000000000000000000000",
    ])
    func otherTextsAreNoIds(_ text: String) {
        #expect(HubID(text.utf8) == nil)
    }

    @Test(arguments: ["", "p", "psx", "Ps", "p1", "污染"])
    func prefixesAreTwoSmallLetters(_ text: String) {
        #expect(HubID.Prefix(text) == nil)
    }
}
