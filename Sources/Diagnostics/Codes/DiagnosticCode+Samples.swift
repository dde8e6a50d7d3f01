extension DiagnosticCode {
    /// A path that no sample record has, while another almost like it is there.
    public static let unmatchedPath = DiagnosticCode(
        "E2101", "source path matches nothing",
        "The path is in none of the sample records that the last runs kept. Take the path that is suggested.")
    /// A path that no sample record has, nor anything like it.
    public static let unseenPath = DiagnosticCode(
        "W2101", "source path not seen in any sample record",
        "The path is in none of the sample records. Perhaps the source writes it rarely, perhaps it has gone.")
    /// Units that records name and nothing knows.
    public static let unknownUnits = DiagnosticCode(
        "W2303", "units in the sample that are not known",
        "Add the spellings to the aliases of their units in mappings/units.yaml.")
    /// Values without a code.
    public static let unknownCodes = DiagnosticCode(
        "W2402", "observed codes that are not in the table",
        "Add the values as aliases to the table's file in mappings/codes, or write them in place with `codes:`.")
    /// Values of no pattern.
    public static let unfitDates = DiagnosticCode(
        "W2503", "observed values that no date pattern fits",
        "Add the pattern to `date:` or `datetime:`, and marks for none to `null_if:`.")

    /// What the sample of records says against a mapping.
    static let samples: [DiagnosticCode] = [unmatchedPath, unseenPath, unknownUnits, unknownCodes, unfitDates]
}
