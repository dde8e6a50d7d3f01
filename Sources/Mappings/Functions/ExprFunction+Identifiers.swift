import Model

extension ExprFunction {
    /// Every identifier check as a function `is_NAME`, and what can be told from an identifier.
    static let identifiers: [ExprFunction] =
        identifierChecks.map { check in
            ExprFunction(
                "is_" + check.name, [.text], .bool,
                "whether the text is a sound \(check.titleEn.lowercased()) (\(check.source))"
            ) {
                (a) throws(RecordFault) in
                .bool(check(a.text(0)) == nil)
            }
        } + [
            ExprFunction(
                "uscc_org_code", [.text], .text,
                "the organisation code inside a unified social credit code: its characters 9 to 17"
            ) {
                (a) throws(RecordFault) in
                let scalars = a.text(0).unicodeScalars
                guard scalars.count == 18 else { return .null }
                return .text(String(String.UnicodeScalarView(scalars.dropFirst(8).prefix(9))))
            }
        ]
}
