extension DiagnosticCode {
    /// A required value that is missing.
    public static let missingValue = DiagnosticCode(
        "R2101", "a required value is missing",
        "The source gave no value, or one that `null_if` takes for none. Map another path with `from: [a, b]`, or set "
            + "`default:` if there is a value that is true for all.")
    /// Not a number.
    public static let notANumber = DiagnosticCode(
        "R2102", "not a number",
        "The text is not a plain number. Marks for \"none\" go in `null_if:`; signs around it are removed by `clean:`, full-width digits by `halfwidth` there."
    )
    /// Not a day or time.
    public static let badDate = DiagnosticCode(
        "R2103", "not a date",
        "The text has none of the patterns, or names a day that the calendar does not have. Add the pattern to `date:`."
    )
    /// A unit that is not known.
    public static let unknownUnitSeen = DiagnosticCode(
        "R2104", "unit not known", "Add the spelling to mappings/units.yaml, then retry the quarantined records.")
    /// A code without a row.
    public static let unknownCode = DiagnosticCode(
        "R2105", "unknown code",
        "The table has no such code or alias. Add an alias to the table, or say `unknown: keep+flag`.")
    /// A check failed.
    public static let failedCheck = DiagnosticCode(
        "R2106", "a check failed", "The value is not what it claims to be; most often a wrong digit at the source.")
    /// Too great, small or long.
    public static let outOfRange = DiagnosticCode(
        "R2107", "out of range", "The value is greater, smaller or longer than the schema allows for the field.")
    /// A unit of another dimension.
    public static let wrongDimension = DiagnosticCode(
        "R2108", "a unit of another dimension", "The source's unit cannot become the target's; look at the record.")
    /// Not true or false.
    public static let notABool = DiagnosticCode(
        "R2109", "not true or false", "True is `true`, `1`, `是`; false is `false`, `0`, `否`. Map others with `codes:`.")
    /// An expression without a result.
    public static let failedExpression = DiagnosticCode(
        "R2110", "an expression has no result", "A division by zero, an overflow, or a `match` without a fitting arm.")
    /// Not a place on earth.
    public static let badPoint = DiagnosticCode(
        "R2111", "not a point", "Longitude or latitude is missing or out of range.")

    /// A referred row that the hub does not have.
    public static let missingReference = DiagnosticCode(
        "R2112", "what the record refers to is not in the hub",
        "With `missing: quarantine`, the record is taken when it comes again once a source has told of the row, or with "
            + "`envhub quarantine retry --code R2112`; with `missing: defer` it is taken by itself.")

    /// A row that was waited for and has not come.
    public static let waitedTooLong = DiagnosticCode(
        "R2113", "what the record waits for has not come",
        "The mapping says `missing: defer`, and the row did not come in time, or too many records wait. Once a source has told "
            + "of it, the record is taken when it comes again, or with `envhub quarantine retry --code R2113`.")

    static let records: [DiagnosticCode] = [
        missingValue, notANumber, badDate, unknownUnitSeen, unknownCode, failedCheck, outOfRange, wrongDimension,
        notABool, failedExpression, badPoint, missingReference, waitedTooLong,
    ]
}
