import Model

extension ExprFunction {
    /// Every identifier check as a function `is_NAME`, and what can be told from an identifier.
    static let identifiers: [ExprFunction] =
        identifierChecks.map { check in
            ExprFunction(
                "is_" + check.name, [.text], .bool,
                "whether the text is a sound \(check.titleEn) (\(check.source))",
                ["is_\(check.name)(\"\(check.example)\")": "true"]
            ) { (a) throws(RecordFault) in
                .bool(check(a.text(0)) == nil)
            }
        } + [
            piece(
                "uscc_org_code", of: 18, 8..<17,
                "the organisation code inside a unified social credit code: its characters 9 to 17",
                [#"uscc_org_code("91350100M000100Y43")"#: "M000100Y4", #"uscc_org_code("913501")"#: nil]),
            piece(
                "uscc_region", of: 18, 2..<8,
                "the region of registration inside a unified social credit code: its characters 3 to 8",
                [#"uscc_region("91350100M000100Y43")"#: "350100"]),
            piece(
                "permit_uscc", of: 22, 0..<18,
                "the holder's unified social credit code inside a permit number: its first 18 characters",
                [#"permit_uscc("91350100M000100Y43001V")"#: "91350100M000100Y43"]),
        ]

    /// A part of an identifier of a length; null for texts of another one.
    private static func piece(
        _ name: String, of length: Int, _ range: Range<Int>, _ summary: String,
        _ examples: KeyValuePairs<String, String?>
    ) -> ExprFunction {
        ExprFunction(name, [.text], .text, summary, examples) { (a) throws(RecordFault) in
            let scalars = a.text(0).unicodeScalars
            guard scalars.count == length else { return .null }
            return .text(String(String.UnicodeScalarView(scalars.dropFirst(range.lowerBound).prefix(range.count))))
        }
    }
}
