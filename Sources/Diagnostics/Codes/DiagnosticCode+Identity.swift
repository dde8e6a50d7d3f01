extension DiagnosticCode {
    /// A rule by which values of its field cannot be chosen.
    public static let unfitRule = DiagnosticCode(
        "E2801", "a rule that does not fit its field",
        "trusted, newest and majority choose among values of any kind, most_complete among texts and lists, union puts lists "
            + "together, accuracy chooses among points.")

    static let identity: [DiagnosticCode] = [unfitRule]
}
