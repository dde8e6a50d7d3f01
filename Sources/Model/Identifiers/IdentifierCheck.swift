/// A check of an identifier by the name that mapping files use: `check: uscc`.
public struct IdentifierCheck: Sendable {
    /// The name in mapping files.
    public let name: String
    /// The identifier's Chinese name.
    public let titleZh: String
    /// The identifier's English name.
    public let titleEn: String
    /// The standard or rule it comes from.
    public let source: String
    /// A sound one.
    public let example: String
    /// What is wrong with the bytes; nil when nothing is.
    public let fault: @Sendable (_ text: Span<UInt8>) -> IdentifierFault?

    init(
        _ name: String, zh titleZh: String, en titleEn: String, source: String, example: String,
        fault: @escaping @Sendable (_ text: Span<UInt8>) -> IdentifierFault?
    ) {
        self.name = name
        self.titleZh = titleZh
        self.titleEn = titleEn
        self.source = source
        self.example = example
        self.fault = fault
    }

    /// What is wrong with the text's UTF-8 bytes; nil when nothing is.
    public func callAsFunction(_ text: String) -> IdentifierFault? { fault(Array(text.utf8).span) }

    /// The check of a name.
    public static func named(_ name: String) -> IdentifierCheck? { identifierChecks.first { $0.name == name } }
}

/// All checks; a new one is a file in `Checks` and a line here.
public let identifierChecks: [IdentifierCheck] = [
    .facilityCode,
    .hazardousWasteCode,
    .industryCode,
    .isoDate,
    .manifestNumber,
    .mnNumber,
    .organisationCode,
    .outletCode,
    .permitNumber,
    .phone,
    .regionCode,
    .sourceCode,
    .uscc,
]
