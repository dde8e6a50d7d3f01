extension NameUnit {
    /// How files of weights write a unit: the character, the word (`cogenerati~12` for one of more than ten letters), or `#12`.
    static func text(_ unit: UInt64) -> String {
        if unit & group == group { return "#\((unit & ~group) >> 4)" }
        if !isWord(unit) { return Unicode.Scalar(UInt32(truncatingIfNeeded: unit >> 4)).map { String($0) } ?? "#" }
        var letters: [UInt32] = []
        for place in (0..<min(length(unit), longest)).reversed() {
            let letter = UInt32((unit >> UInt64(6 * place + 4)) & 63)
            letters.append(letter > 26 ? letter - 27 + 0x30 : letter + 0x60)
        }
        return ScalarText.text(letters[...]) + (length(unit) > longest ? "~\(length(unit))" : "")
    }

    /// The unit of such a text.
    static func unit(_ text: Substring) -> UInt64? {
        if text.hasPrefix("#") { return UInt32(text.dropFirst()).map(group(_:)) }
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        let scalars = ScalarText.scalars(parts[0])
        guard let first = scalars.first else { return nil }
        if scalars.count == 1, ScalarText.isHan(first) { return character(first) }
        guard scalars.allSatisfy(ScalarText.isWord) else { return nil }
        if parts.count == 1 { return scalars.count <= longest ? word(scalars[...]) : nil }
        guard parts.count == 2, scalars.count == longest, let length = UInt64(parts[1]), (11...15).contains(length)
        else {
            return nil
        }
        return word(scalars[...]) & ~15 | length
    }
}
