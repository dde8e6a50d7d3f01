extension DiagnosticCode {
    /// The file is not YAML.
    public static let syntax = DiagnosticCode(
        "E1001", "not valid YAML",
        "The file's YAML cannot be read from this place on. Most often an indentation differs from the lines around, a "
            + "value with `: ` or `#` in it lacks quotes, a bracket or quote is not closed, or a tab indents.")
    /// YAML that is left out on purpose.
    public static let unsupportedYAML = DiagnosticCode(
        "E1002", "not part of the YAML that is read here",
        "Anchors, aliases, tags, merge keys and several documents in a file are not read, so that what a file says can "
            + "be seen where it says it. Write the value out.")
    /// A key that means nothing here.
    public static let unknownKey = DiagnosticCode(
        "E1003", "unknown key",
        "The key means nothing at this place: it is misspelt, or stands one level too high or too low. Nothing in a "
            + "file is ever ignored in silence. The allowed keys are listed.")
    /// A key that stands twice.
    public static let duplicateKey = DiagnosticCode(
        "E1004", "the same key twice",
        "A mapping of YAML holds each key once. Delete one of the two, or rename it.")
    /// A key that must be there.
    public static let missingKey = DiagnosticCode(
        "E1005", "a key is missing", "The key must be there, or exactly one of the keys named must be there.")
    /// A text where a mapping or list belongs, or the like.
    public static let wrongKind = DiagnosticCode(
        "E1006", "the wrong kind of value",
        "A text, a list (`[a, b]` or lines with `-`) or a mapping (`key: value` lines) was expected, and another was "
            + "found.")
    /// A value outside the allowed ones.
    public static let invalidValue = DiagnosticCode(
        "E1007", "a value that is not possible here",
        "The value is not one of the allowed words, not in the allowed range, or not written in the expected form, such "
            + "as `30s` for a duration or `64MB` for a size.")
    /// A limit of size, depth or number.
    public static let fileLimit = DiagnosticCode(
        "E1008", "over a limit", "The file is too large or too deeply nested. Split it.")
    /// A name that was given twice.
    public static let duplicateName = DiagnosticCode(
        "E1009", "the same name twice", "Names of one kind are given once in a hub directory. Rename one of the two.")
    /// Keys that exclude each other.
    public static let conflictingKeys = DiagnosticCode(
        "E1010", "keys that exclude each other", "Only one of the keys can be meant. Delete the other.")
    /// A file named by another that is not there, or cannot be read.
    public static let missingFile = DiagnosticCode(
        "E1011", "a file is missing", "The file is not there or cannot be read. Check its name and rights.")

    static let files: [DiagnosticCode] = [
        syntax, unsupportedYAML, unknownKey, duplicateKey, missingKey, wrongKind, invalidValue, fileLimit,
        duplicateName, conflictingKeys, missingFile,
    ]
}
