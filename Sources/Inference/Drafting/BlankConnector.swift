/// A blank connector of a kind, with remarks: what `envhub new connector` writes.
public enum BlankConnector {
    /// The kinds there are blanks of.
    public static let kinds = ["http-json", "soap", "files", "database"]

    /// The text of `connectors/NAME.yaml`; the places to fill in say so and are the only ones that do. Nil for a kind that
    /// there is no blank of.
    public static func connector(_ name: String, kind: String) -> String? {
        guard let own = parts[kind] else { return nil }
        return """
            # Lines with `fill in` want a person; docs/connectors.md says what every key does.
            connector: \(name)
            title: \(name)  # fill in: what people call it
            kind: \(kind)
            \(own.reach)
            identity: \(own.path)  # fill in: what names a record, one path or a list [a, b]
            timezone: Asia/Shanghai
            # limits: { rate: 5/s, timeout: 30s }
            # retry: { attempts: 5, backoff: 1s..60s, when: [timeout, connection, 429, 5xx] }
            sync:
              mode: snapshot  # or incremental, with cursor: { from: …, datetime: …, start: … }
              deletes: none  # or snapshot, or { flag: … }
              # schedule: { cron: "20 3 * * *" }

            """
    }

    /// The text of `mappings/NAME.yaml`, for an entity and the keys that it must have.
    public static func mapping(_ name: String, kind: String, entity: String, fields: [(name: String, title: String)])
        -> String?
    {
        guard let own = parts[kind] else { return nil }
        let lines = fields.map { field in
            "      \(field.name): \(own.path)  # fill in: \(field.title)"
        }
        return """
            # Lines with `fill in` want a person; docs/mappings.md says what every key does.
            # `envhub infer \(name)` drafts this file from the system's own records.
            mapping: \(name)
            title: \(name)  # fill in
            defaults:
              clean: [trim]
            to:
              \(entity):  # fill in: an entity of mappings/schema
                fields:
            \(lines.joined(separator: "\n"))

            """
    }

    private static let parts: [String: (path: String, reach: String)] = [
        "http-json": (
            "$.id",
            """
            request:
              url: https://system.example/api/records  # fill in
              query: { page: "{page}", size: "{page.size}" }  # fill in: what the service calls them
              # auth: { bearer: "file:secrets/token" }
            pages: { by: number, first: 1, size: 100 }
            records: $.data[*]  # fill in: where the records lie in an answer
            """
        ),
        "soap": (
            "s:id",
            """
            namespaces:
              s: http://system.example/service  # fill in: the address in the service's WSDL
            request:
              url: https://system.example/services/Records  # fill in
              action: http://system.example/service/Query  # fill in
              version: "1.1"
              # Only what stands in the soap:Body.
              body: |
                <s:Query xmlns:s="http://system.example/service"/>
              # auth: { username_token: { user: envhub, password: "file:secrets/password" } }
            records: //s:record  # fill in: where the records lie in an answer
            """
        ),
        "files": (
            "id",
            """
            files:
              folder: inbox  # fill in: from the hub directory; or url: sftp://user@host/dir
              pattern: "*.csv"
              format: csv  # or json, ndjson, xml
            """
        ),
        "database": (
            "id",
            """
            database:
              connection: Driver=SQLite3;Database=system.db  # fill in: any ODBC driver; a password is {password}
              table: records  # fill in: or query: SELECT …
              key: id  # fill in: a column that orders the rows
            """
        ),
    ]
}
