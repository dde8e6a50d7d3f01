/// Takes a folded address in Latin letters apart: `651 Hawkins Blvd, El Paso, TX 79915` is the number 651, the street hawkins, the
/// town el paso.
struct EnglishAddressReader {
    private static let kinds = words(
        """
        street st road rd avenue ave av boulevard blvd drive dr lane ln highway hwy route rte rt court ct place pl parkway pkwy way
        circle cir trail trl terrace ter turnpike tpke pike north south east west n s e w ne nw se sw northeast northwest southeast
        southwest county cr state sr us fm rural suite ste unit bldg building floor box po the of
        """)

    /// Reads an address whose parts are separated by commas: street, town, the rest; `region` is the number of the region.
    func read(_ text: [UInt32], region: UInt32) -> AddressForm {
        var form = AddressForm(region: region)
        let parts = text.split(separator: 0x2C, omittingEmptySubsequences: false)
        if let street = parts.first { takeStreet(street, &form) }
        if parts.count > 1 {
            let words = Self.split(parts[1])
            if !words.isEmpty { form.town = Self.hash(words) }
        }
        return form
    }

    private func takeStreet(_ text: ArraySlice<UInt32>, _ form: inout AddressForm) {
        let words = Self.split(text)
        var units: [UInt64] = []
        for (place, word) in words.enumerated() {
            let isNumber = ScalarText.isDigit(word[word.startIndex])
            if place == 0, isNumber, words.count > 1 {
                form.number = word.reduce(0) { ScalarText.isDigit($1) ? ($0 &* 10 &+ ($1 - 0x30)) % 1_000_000 : $0 }
            } else if !Self.kinds.contains(NameUnit.word(word)) {
                units.append(NameUnit.word(word))
            }
        }
        guard !units.isEmpty else { return }
        form.road = units.reduce(HashText.empty) { HashText.combine($0, $1) }
    }

    private static func split(_ text: ArraySlice<UInt32>) -> [ArraySlice<UInt32>] {
        text.split { !ScalarText.isWord($0) }
    }

    private static func hash(_ words: [ArraySlice<UInt32>]) -> UInt64 {
        words.reduce(HashText.empty) { HashText.combine($0, NameUnit.word($1)) }
    }

    private static func words(_ text: String) -> Set<UInt64> {
        Set(text.split(whereSeparator: \.isWhitespace).map { NameUnit.word(ScalarText.scalars($0)[...]) })
    }
}
