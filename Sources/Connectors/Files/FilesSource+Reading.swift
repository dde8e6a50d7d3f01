import CSV
import Diagnostics
import TextEncoding
import YAML

extension FilesSource {
    /// Reads the keys of kind `files`; nil after reporting what stops it.
    init?(_ reader: DefinitionReader, _ sync: SyncRules) {
        let keys = ConnectorKind.files.keys
        guard let files = reader.root.required("files")?.reader(keys: keys["files"] ?? []) else { return nil }
        let location = Self.location(files, reader)
        var rule = FolderRule(location: location ?? .local(""))
        rule.pattern = files.optional("pattern")?.text() ?? "*"
        rule.format = files.required("format")?.choice() ?? .csv
        rule.order = files.optional("order")?.choice() ?? .name
        rule.stableFor = files.optional("stable_for")?.duration()
        rule.pageSize.records = files.optional("page_records")?.integer(in: 1...1_000_000) ?? rule.pageSize.records
        rule.pageSize.bytes = reader.size(files.optional("page_bytes")) ?? rule.pageSize.bytes
        rule.csv.encoding = reader.encoding() ?? .automatic
        Self.checkEncoding(rule, reader)
        rule.namespaces = reader.namespaces()
        if let csv = reader.section("csv", keys: keys["csv"] ?? []) { Self.csv(csv, &rule, reader) }
        Self.checkCursor(sync, reader)
        let records = reader.path(reader.root.optional("records"))
        rule.records = records?.text
        self.rule = rule
        if rule.format == .csv || rule.format == .ndjson, let records {
            records.value.report(
                .conflictingKeys, "a file of format `\(rule.format.rawValue)` holds records and nothing else",
                help: ["delete `records`"])
        } else {
            reader.check(records, in: format, isList: true)
        }
        if location == nil { return nil }
    }

    private static func location(_ files: ConfigReader, _ reader: DefinitionReader) -> FolderLocation? {
        guard let (key, value) = files.one(of: ["folder", "url"]), let text = value.text() else { return nil }
        guard key == "url" else { return .local(text) }
        var remote = RemoteFolder(url: text)
        remote.user = files.optional("user")?.text()
        remote.password = reader.secret(files.optional("password"))
        remote.key = files.optional("key")?.text()
        remote.passphrase = reader.secret(files.optional("passphrase"))
        remote.fingerprint = files.optional("fingerprint")?.text()
        guard let address = RemoteAddress(text) else {
            value.reportInvalid("an address of a folder", help: "write `sftp://user@host/dir` or `ftp://host/dir`")
            return nil
        }
        remote.tls = reader.tls(files, scheme: address.scheme)
        if address.hasPassword {
            value.report(
                .invalidValue, "a password must not stand in the file",
                help: ["write `user:` and `password: file:…`, and change this password: files are copied and kept"])
        }
        if address.scheme == "sftp", remote.fingerprint == nil {
            files.value.reportHead(
                .missingKey, "the key `fingerprint` is missing",
                help: ["it is how the hub knows the server: `ssh-keyscan HOST | ssh-keygen -lf -` shows `SHA256:…`"])
        }
        return .remote(remote)
    }

    private static func csv(_ csv: ConfigReader, _ rule: inout FolderRule, _ reader: DefinitionReader) {
        if rule.format != .csv {
            csv.value.report(
                .conflictingKeys, "`csv` has no meaning for files of format `\(rule.format.rawValue)`",
                help: ["delete `csv`"])
        }
        if let value = csv.optional("delimiter"), let text = value.text() {
            let names = ["tab": "\t", "\\t": "\t"]
            if let byte = (names[text] ?? text).utf8.first, text.utf8.count == 1 || names[text] != nil,
                let delimiter = CSVDelimiter(rawValue: byte)
            {
                rule.csv.format.delimiter = delimiter
            } else {
                value.reportInvalid("a delimiter", help: "write `\",\"`, `\";\"`, `\"|\"` or `tab`")
            }
        }
        let header = csv.optional("header")?.bool() ?? true
        rule.csv.columns = csv.optional("columns")?.texts()
        if !header, rule.csv.columns == nil {
            csv.value.reportHead(.missingKey, "files without a header line need the key `columns`")
        }
        if header, csv.has("columns") {
            csv.value.report(
                .conflictingKeys, "the header line names the columns", at: csv.keyLocation("columns")?.range,
                help: ["write `header: false` if the files have none"])
        }
    }

    /// CSV is read byte by byte, before it is decoded.
    private static func checkEncoding(_ rule: FolderRule, _ reader: DefinitionReader) {
        guard rule.format == .csv, case .named(let encoding) = rule.csv.encoding, encoding.isWide else { return }
        reader.root.optional("encoding")?.report(
            .invalidValue, "CSV files of `\(encoding.name)` cannot be read",
            help: ["have them saved as UTF-8 or GB 18030, and leave `encoding` away"])
    }

    /// An incremental pull of files goes by the files, not by a value in them.
    private static func checkCursor(_ sync: SyncRules, _ reader: DefinitionReader) {
        guard sync.cursor != nil, let value = reader.root.optional("sync") else { return }
        value.report(
            .conflictingKeys, "an incremental pull of files takes the files that it has not taken yet",
            at: value.node["cursor"]?.range, help: ["delete `cursor`"])
    }
}

extension DefinitionReader {
    /// `encoding:`; nil when the file does not say, or `auto`.
    func encoding() -> FileEncoding? {
        guard let value = root.optional("encoding"), let text = value.text(), text != "auto" else { return nil }
        do throws(UnknownEncodingError) { return .named(try CharacterEncoding(text)) } catch {
            value.report(
                .invalidValue, "`\(text.prefix(80))` is not an encoding that is known",
                evidence: Suggestion.help(for: text, among: ["auto"] + CharacterEncoding.supported))
            return nil
        }
    }

    /// `namespaces:`, the prefixes that XPaths use.
    func namespaces() -> [String: String] {
        guard let entries = root.optional("namespaces")?.entries() else { return [:] }
        return entries.reduce(into: [:]) { names, entry in
            if let address = entry.value.text() { names[entry.name] = address }
        }
    }
}
