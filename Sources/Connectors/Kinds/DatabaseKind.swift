import Diagnostics
import Model

extension ConnectorKind {
    /// Other people's databases.
    static let database = ConnectorKind(
        name: "database", title: "a table, view or query of a database, through ODBC",
        keys: ["": ["database"], "database": ["connection", "password", "table", "query", "key", "page_size"]]
    ) { reader, sync in DatabaseSource(reader, sync) }
}

/// The settings of kind `database`.
struct DatabaseSource: ConnectorSource {
    var rule: DatabaseRule

    var format: RecordFormat { .table }

    func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector {
        DatabaseConnector(rule, definition, plan, environment)
    }

    /// Kept rows are JSON objects of their columns.
    func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder {
        let shape = JSONColumns.shape(plan.shape)
        return try JSONRecordDecoder(shape, records: nil, maxBody: definition.limits.maxBody)
    }
}

extension DatabaseSource {
    /// Reads the keys of kind `database`; nil after reporting what stops it.
    init?(_ reader: DefinitionReader, _ sync: SyncRules) {
        let keys = ConnectorKind.database.keys["database"] ?? []
        guard let database = reader.root.required("database")?.reader(keys: keys) else { return nil }
        let connection = Self.connection(database, reader)
        let password = reader.secret(database.optional("password"))
        let key = database.optional("key")?.text()
        let pageSize = database.optional("page_size")?.integer(in: 1...1_000_000)
        guard let (name, value) = database.one(of: ["table", "query"]), let text = value.text() else { return nil }
        if name == "query" { Self.checkQuery(text, value, sync, hasKey: key != nil) }
        if name == "table", text.contains(";") {
            value.reportInvalid("the name of a table", help: "write `schema.table`, or use `query`")
        }
        guard let connection else { return nil }
        if connection.variables.contains(.password), password == nil {
            database.value.reportHead(.missingKey, "`{password}` needs the key `password`")
        }
        rule = DatabaseRule(
            connection: connection, password: password, base: name == "table" ? .table(text) : .query(text))
        rule.key = key
        rule.pageSize = pageSize ?? rule.pageSize
    }

    private static func connection(_ database: ConfigReader, _ reader: DefinitionReader) -> Template? {
        guard let value = database.required("connection") else { return nil }
        let template = reader.template(value, allowing: [.password, .hub])
        for part in (template?.source ?? "").lowercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: { $0 == " " }) }
            guard pair.count == 2, ["pwd", "password", "passwd"].contains(pair[0]), pair[1] != "{password}" else {
                continue
            }
            value.report(
                .invalidValue, "a secret must not stand in the file",
                help: ["write `\(pair[0].uppercased())={password}` and `password: file:…`, and change this password"])
        }
        return template
    }

    private static func checkQuery(_ text: String, _ value: ConfigValue, _ sync: SyncRules, hasKey: Bool) {
        let marks = DatabaseStatement.marks(in: text)
        if let cursor = sync.cursor {
            if marks == 0 {
                value.report(
                    .missingKey, "an incremental pull needs `?` in the query, where the cursor goes",
                    help: ["write for instance `WHERE changed >= ?`"])
            }
            if cursor.start.isEmpty {
                value.report(
                    .missingKey, "a query with `?` needs `sync.cursor.start`, the value of the first pull")
            }
        } else if marks > 0 {
            value.report(
                .invalidValue, "`?` has no value here",
                help: ["`?` is the cursor: `sync: { mode: incremental, cursor: … }`"])
        }
        let last = text.trimmingBlanks.last
        if last == ";" { value.reportInvalid("one statement", help: "leave the `;` away") }
        if hasKey, text.lowercased().contains("order by") {
            value.report(
                .conflictingKeys, "with `key` the hub orders the rows itself", help: ["leave `ORDER BY` away, or `key`"]
            )
        }
    }
}
