import CSV
import Diagnostics
import TextEncoding

extension ConnectorKind {
    /// Files of a folder, here or behind SFTP or FTP.
    static let files = ConnectorKind(
        name: "files", title: "CSV, JSON and XML files in a folder, on SFTP or FTP",
        keys: [
            "": ["files", "csv", "records", "namespaces", "encoding"],
            "files": [
                "folder", "url", "user", "password", "key", "passphrase", "fingerprint", "pattern", "format", "order",
                "stable_for", "page_records", "page_bytes", "tls",
            ],
            "files.tls": TLSRule.keys,
            "csv": ["delimiter", "header", "columns"],
        ]
    ) { reader, sync in FilesSource(reader, sync) }
}

/// The settings of kind `files`.
struct FilesSource: ConnectorSource {
    let rule: FolderRule

    init(rule: FolderRule) { self.rule = rule }

    var format: RecordFormat {
        switch rule.format {
        case .csv: .table
        case .json, .ndjson: .json
        case .xml: .xml(namespaces: rule.namespaces)
        }
    }

    func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector {
        var rule = rule
        rule.csv.missing = definition.contract.missingField
        rule.csv.format = Self.format(rule.csv.format.delimiter, definition.limits)
        let spool = environment.stateDirectory + "/spool/" + definition.name
        let base: any Folder =
            switch rule.location {
            case .local(let path): LocalFolder(path: environment.path(path))
            case .remote(let remote): RemoteFolderClient(remote, definition, environment, spool: spool)
            }
        return FilesConnector(UnpackingFolder(base, spool: spool), rule, definition, plan)
    }

    func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder {
        let limit = definition.limits.maxBody
        switch rule.format {
        case .csv:
            return CSVRecordDecoder(
                plan: plan, format: Self.format(rule.csv.format.delimiter, definition.limits),
                missing: definition.contract.missingField)
        case .json, .ndjson: return try JSONRecordDecoder(plan.shape, records: nil, maxBody: limit)
        case .xml:
            return try XMLRecordDecoder(
                plan.shape, records: nil, namespaces: rule.namespaces, encoding: nil, maxBody: limit)
        }
    }

    private static func format(_ delimiter: CSVDelimiter, _ limits: LimitRules) -> CSVFormat {
        CSVFormat(
            delimiter: delimiter, maxFieldBytes: limits.maxRecord, maxRecordBytes: limits.maxRecord)
    }
}
