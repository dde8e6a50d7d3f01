/// One entity of the unified schema, as its file `mappings/schema/ENTITY.yaml` declares it.
public struct EntitySchema: Sendable {
    /// How rows of the entity are told apart.
    public enum Identity: String, Sendable, CaseIterable {
        /// Matched across systems by identifiers (and, later, by likeness): pollution sources.
        case linked
        /// By the key fields: the same key from two systems is one row.
        case keyed
        /// By the key fields inside one system: the key means nothing elsewhere.
        case local
    }

    /// The English name, such as `permit_limit`; also the name of its table.
    public var name: String
    /// The two letters that its hub ids start with.
    public var prefix: String
    /// What people call it.
    public var title: Title
    /// The standard it follows, such as `HJ 608-2017`; empty when there is none.
    public var standard = ""
    /// How rows are told apart.
    public var identity: Identity
    /// The key fields.
    public var key: [String]
    /// For linked entities: the fields whose exact value identifies the thing in any system.
    public var identifiers: [String] = []
    /// The field that says what moment a row tells of, such as a measurement's; empty for things that simply are.
    public var time = ""
    /// How long after that moment a row may come before it is late, in milliseconds; nil when none ever is.
    public var lateness: Int64?
    /// The fields that state what has been, once and for all: a source that says something else later corrects itself.
    public var facts: [String] = []
    /// The fields, in the file's order.
    public var fields: [FieldSchema] = [] {
        didSet { layColumns() }
    }
    /// The columns of the entity's rows: one for each field, two (`lon`, `lat`) for a point.
    public private(set) var columns: [ColumnSchema] = []

    /// An entity without fields.
    public init(name: String, prefix: String, title: Title, identity: Identity, key: [String]) {
        self.name = name
        self.prefix = prefix
        self.title = title
        self.identity = identity
        self.key = key
    }

    /// The field called `name`.
    public func field(_ name: String) -> FieldSchema? {
        fields.first { $0.name == name }
    }

    /// The index of the first column of field `name`: a point's longitude comes first, its latitude next.
    public func column(of name: String) -> Int? {
        guard let field = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return columns.firstIndex { $0.field == field }
    }

    private mutating func layColumns() {
        columns = []
        for (index, field) in fields.enumerated() {
            guard field.type == .point else {
                columns.append(ColumnSchema(name: field.name, field: index, type: field.type))
                continue
            }
            let stem = field.name == "location" ? "" : field.name + "_"
            columns.append(ColumnSchema(name: stem + "lon", field: index, type: .decimal))
            columns.append(ColumnSchema(name: stem + "lat", field: index, type: .decimal))
        }
    }
}

/// A column of an entity's rows.
public struct ColumnSchema: Sendable, Equatable {
    /// The column's name in tables and feeds.
    public var name: String
    /// The index of its field in ``EntitySchema/fields``.
    public var field: Int
    /// What it holds: the field's type, or decimal for the two halves of a point.
    public var type: FieldType
}

/// A name for people, in both languages.
public struct Title: Sendable, Equatable {
    /// Chinese.
    public var zh: String
    /// English.
    public var en: String

    /// A title.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
