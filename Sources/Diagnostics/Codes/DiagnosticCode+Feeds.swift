extension DiagnosticCode {
    /// A field that a feed may not show.
    public static let sensitiveColumn = DiagnosticCode(
        "E2701", "a field that the feed may not show",
        "Fields of sensitivity `personal` may be in a feed that says `personal: true` at its top, so that somebody has "
            + "decided it; fields of sensitivity `secret` may be in no feed at all.")
    /// A mask that cannot be applied to its column.
    public static let unfitMask = DiagnosticCode(
        "E2702", "a mask that does not fit its column",
        "keep_last(n), keep_first(n) and hash mask texts and codes, round(n) masks numbers, null masks anything.")

    static let feeds: [DiagnosticCode] = [sensitiveColumn, unfitMask]
}
