public import Diagnostics
public import YAML

/// One of `tests:`: a record, and what must become of it.
public struct MappingTest: Sendable {
    /// The record, as it is given.
    public enum Record: Sendable {
        /// Written as YAML: keys are the source's own names.
        case tree(YAMLNode)
        /// The source's own text: JSON, an XML element, a CSV with its header line.
        case text(String)
        /// The name of a file beside the test with the source's own text.
        case file(String)
    }

    /// What the test is called.
    public let name: String
    /// Where its name stands.
    public let place: FilePlace
    /// The whole test, for ``TestUpdate``.
    let node: YAMLNode
    /// The record.
    public let record: Record
    /// Where the record stands.
    public let recordPlace: FilePlace
    /// What `expect:` says of entities; nil when it is not there.
    let entities: [ExpectedEntity]?
    /// What must be held; nothing when `quarantine:` is not there.
    let held: [ExpectedNote]
    /// What must be flagged; nil when `flags:` is not there: then flags are not looked at.
    let flags: [ExpectedNote]?
    /// The rule that must leave the record out.
    let filtered: (rule: String, place: FilePlace)?

    /// Whether the test says nothing of what must become of its record.
    var expectsNothing: Bool { entities == nil && held.isEmpty && flags == nil && filtered == nil }

    /// The value of a key of the test.
    func section(_ key: String) -> YAMLNode? { node[key] }

    /// A stretch of the test's file.
    func at(_ node: YAMLNode) -> FilePlace { FilePlace(file: place.file, range: node.range) }
}

/// What a test expects of one entity.
struct ExpectedEntity: Sendable {
    /// So many rows, or these rows in this order.
    enum Rows: Sendable {
        case count(Int)
        case rows([ExpectedRow])
    }

    /// The name under `to:` or `children:`, or the entity's.
    let name: String
    let node: YAMLNode
    let rows: Rows
}

/// A row that a test expects; fields that it does not name may be anything.
struct ExpectedRow: Sendable {
    let node: YAMLNode
    let fields: [(name: String, node: YAMLNode)]
}

/// Something that a test expects to be held or flagged; what is nil may be anything.
struct ExpectedNote: Sendable {
    let node: YAMLNode
    let entity: String?
    let field: String?
    let code: String?
    let value: String?
}

extension YAMLNode {
    /// Whether it says that there is no value: nothing, `null` or `~` without quotes.
    var saysNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "null", "~"].contains(text)
    }
}
