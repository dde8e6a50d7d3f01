extension DiagnosticCode {
    /// A source path that cannot be read.
    public static let badPath = DiagnosticCode(
        "E2102", "not a source path",
        "A path is `$.a.b[0]` for JSON, a column name for tables, an XPath for XML. A name with a point, blank or other "
            + "sign in it is written `$['a b']`.")
    /// An entity that the schema does not have.
    public static let unknownEntity = DiagnosticCode(
        "E2103", "unknown entity",
        "Entities are declared in mappings/schema, one file each. The name is misspelt, or its file is missing.")
    /// A field that the entity does not have.
    public static let unknownField = DiagnosticCode(
        "E2104", "unknown field",
        "The entity's file in mappings/schema declares its fields. The name is misspelt, or the field has to be added there."
    )
    /// A required field that is not mapped.
    public static let unmappedField = DiagnosticCode(
        "E2105", "a required field is not mapped",
        "Every row of the entity must have the field; without it every record would go to quarantine.")
    /// A key that cannot identify.
    public static let badKey = DiagnosticCode(
        "E2106", "not a usable key",
        "A key names fields that this mapping fills, or the entities of its parents; a row without a key cannot be found "
            + "again at the next sync.")
    /// A reference that leads nowhere.
    public static let badReference = DiagnosticCode(
        "E2107", "a reference leads nowhere",
        "A field that refers to another entity is filled by a parent or earlier entity of the same mapping, or from a "
            + "path with the other's own key.")
    /// An expression that cannot be read.
    public static let expressionSyntax = DiagnosticCode(
        "E2201", "not an expression", "The expression cannot be read from this place on.")
    /// A name that nothing has.
    public static let unknownName = DiagnosticCode(
        "E2202", "unknown name",
        "A bare name is one of `let:`; `@name` is a field of this entity; `$.name` is a value of the source; text goes in "
            + "double quotes.")
    /// A function that is not there.
    public static let unknownFunction = DiagnosticCode(
        "E2203", "unknown function", "The functions are listed in docs/mappings.md.")
    /// Arguments that do not fit.
    public static let wrongArguments = DiagnosticCode(
        "E2204", "arguments that do not fit",
        "The function takes another number or other types of arguments. Texts become numbers with `decimal(x)` or "
            + "`integer(x)`, days with `date(x, \"yyyy-MM-dd\")`.")
    /// Types that do not fit.
    public static let typeMismatch = DiagnosticCode(
        "E2205", "types that do not fit",
        "The value has another type than the place needs. Source values are text until a function or the field's type "
            + "says otherwise.")
    /// Definitions in a circle.
    public static let circularDefinition = DiagnosticCode(
        "E2206", "a definition in a circle", "A `let:` name or `@field` needs itself, directly or through others.")
    /// A unit that is not known.
    public static let unknownUnit = DiagnosticCode(
        "E2301", "unknown unit", "Units and their spellings are in mappings/units.yaml. Add the spelling there.")
    /// A quantity whose unit is not stated.
    public static let missingUnit = DiagnosticCode(
        "E2302", "a quantity without its unit",
        "The field is a quantity. Say in `unit:` what unit the source's numbers have, or which path names it.")
    /// Units of different dimensions.
    public static let dimensionMismatch = DiagnosticCode(
        "E2310", "a unit cannot become another",
        "Units convert only inside one dimension: a concentration (mass/volume) never becomes a load (mass/time).")
    /// A code table that is not there.
    public static let unknownCodeTable = DiagnosticCode(
        "E2401", "unknown code table", "Code tables are the CSV files in mappings/codes, named without `.csv`.")
    /// A code that the target's table does not have.
    public static let unknownTargetCode = DiagnosticCode(
        "E2403", "a code that the field's table does not have",
        "The field holds codes of a table. The value is not a code of it.")
    /// A date pattern that cannot be used.
    public static let badDatePattern = DiagnosticCode(
        "E2501", "not a date pattern",
        "Patterns are built of yyyy, MM or M, dd or d, HH or H, mm, ss and the signs between them, such as `yyyy-MM-dd` "
            + "or `yyyy年M月d日`.")
    /// A date-time without a zone.
    public static let missingZone = DiagnosticCode(
        "E2502", "a date-time without a zone",
        "Nothing says in which zone the source's clock stands. Write `timezone: Asia/Shanghai` in the connector, `zone:` at "
            + "the field, or a pattern with an offset (`XXX`).")
    /// A clean function that is not there.
    public static let unknownClean = DiagnosticCode(
        "E2601", "unknown clean function", "`clean:` lists text functions in the order in which they apply.")
    /// A check that is not there.
    public static let unknownCheck = DiagnosticCode(
        "E2602", "unknown check", "`check:` names an identifier check, or a range such as `0..14`.")

    static let mappings: [DiagnosticCode] = [
        badPath, unknownEntity, unknownField, unmappedField, badKey, badReference, expressionSyntax, unknownName,
        unknownFunction, wrongArguments, typeMismatch, circularDefinition, unknownUnit, missingUnit, dimensionMismatch,
        unknownCodeTable, unknownTargetCode, badDatePattern, missingZone, unknownClean, unknownCheck,
    ]
}
