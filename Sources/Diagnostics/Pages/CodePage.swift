/// The page of a code: what it means, how to mend it, and an example that is really compiled by the tests.
///
/// `envhub explain CODE` prints it, docs/problems/CODE.md is made of it. A code without a page fails a test.
public struct CodePage: Sendable {
    /// A file of a hub directory.
    public struct File: Sendable {
        /// The path from the hub directory.
        public let name: String
        /// The text.
        public let text: String
    }

    /// The code's id.
    public let id: String
    /// Why it is told: Markdown.
    public let cause: String
    /// What to do: Markdown.
    public let fix: String
    /// Files that give exactly this code.
    public let before: [File]
    /// What is wrong in one of them, and stands there once.
    public let wrong: String
    /// What belongs in its place.
    public let right: String

    /// A page whose example is one file or several, mended by writing `right` for `wrong`.
    init(
        _ id: String, _ cause: String, fix: String, _ files: KeyValuePairs<String, String>, wrong: String, right: String
    ) {
        self.id = id
        self.cause = cause
        self.fix = fix
        before = files.map { File(name: $0.key, text: $0.value.hasSuffix("\n") ? $0.value : $0.value + "\n") }
        self.wrong = wrong
        self.right = right
    }

    /// The files as they should be.
    public var after: [File] { before.map { File(name: $0.name, text: $0.text.replacing(wrong, with: right)) } }

    /// All pages, in the order of the codes. A new page is an entry in its family's list.
    public static let all: [CodePage] =
        files + paths + expressions + values + samples + feeds + identity + decoding + records

    /// The page of a code.
    public static func of(_ code: DiagnosticCode) -> CodePage? { all.first { $0.id == code.id } }
}

extension CodePage {
    /// A mapping of penalties with these lines below its fields: short enough to be read whole.
    static func penalties(_ lines: String...) -> String {
        let fields = (["decision_no: 文书号"] + lines).map { "      " + $0 }
        return (["mapping: penalties", "to:", "  penalty:", "    fields:"] + fields).joined(separator: "\n")
    }

    /// The file that ``penalties(_:)`` is the text of.
    static let penaltyFile = "mappings/penalties.yaml"
    /// The file of records that the examples of records read.
    static let ledger = "in/ledger.csv"
}
