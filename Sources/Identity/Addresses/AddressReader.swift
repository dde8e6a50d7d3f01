/// Makes addresses of any language into what is compared; keeps its buffers.
struct AddressReader {
    private var folded: [UInt32] = []
    private var chinese = ChineseAddressReader()
    private let english = EnglishAddressReader()

    /// The form of an address and of the region that stands beside it: a code of GB/T 2260, or any other name of a region.
    mutating func read(_ address: String, region: String) -> AddressForm {
        ScalarText.fold(address, into: &folded)
        let code = Self.code(region)
        if folded.contains(where: ScalarText.isHan) {
            return chinese.read(folded, context: code < 1_000_000 ? code : 0)
        }
        if folded.isEmpty { return AddressForm(region: code) }
        return english.read(folded, region: code)
    }

    /// The number of a region: the code, or a hash above all codes of what is no code; 0 for none.
    static func code(_ region: String) -> UInt32 {
        if region.isEmpty { return 0 }
        if region.utf8.count == 6, let code = UInt32(region) { return code }
        var folded: [UInt32] = []
        ScalarText.fold(region, into: &folded)
        if let found = ChineseRegions.region(folded, at: 0, end: folded.count, context: 0), found.code != 0 {
            return found.code
        }
        return UInt32(truncatingIfNeeded: HashText.hash(folded[...])) % 4_000_000_000 + 1_000_000
    }
}
