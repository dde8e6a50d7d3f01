import CSV
import TextEncoding

/// CSV files of a local folder without a connector file: for tools and measurements. A snapshot of all that fit the
/// pattern, in the order of their names.
public struct CSVFolder: Sendable {
    /// The folder's path.
    public var path: String
    /// Which files: `*` any characters, `?` one.
    public var pattern: String
    /// What stands between two fields: `,`, `;`, `|` or a tab.
    public var delimiter: Character = ","
    /// The encoding's name; nil: by the bytes.
    public var encoding: String?
    /// Records a page.
    public var pageRecords = 5_000
    /// Bytes a page.
    public var pageBytes = 8 << 20

    /// The files of a folder, with the usual dialect.
    public init(path: String, pattern: String) {
        self.path = path
        self.pattern = pattern
    }

    /// Opens a connector for `plan`.
    ///
    /// - Throws: `settings` for an encoding or delimiter that is not known.
    public func open(_ plan: RecordPlan) throws(ConnectorError) -> any Connector {
        var rule = FolderRule(location: .local(path))
        rule.pattern = pattern
        rule.stableFor = .zero
        rule.pageSize = FilePageSize(records: max(1, pageRecords), bytes: max(1 << 12, pageBytes))
        rule.csv.encoding = try fileEncoding()
        guard let byte = delimiter.asciiValue, let known = CSVDelimiter(rawValue: byte) else {
            throw ConnectorError(.settings, code: "bad_delimiter", message: "`\(delimiter)` is no delimiter")
        }
        rule.csv.format.delimiter = known
        let sync = SyncRules(
            mode: .snapshot, cursor: nil, lag: .zero, deletes: .none, reconcile: .init(every: nil, maxAbsent: 0.02),
            schedule: nil)
        let definition = ConnectorDefinition(
            name: "csv", title: path, system: "csv", kind: "files", mapping: "csv", identity: [], timezone: nil,
            limits: LimitRules(), retry: RetryRule(), breaker: nil, sync: sync, contract: ContractRules(),
            errorBudget: nil, source: FilesSource(rule: rule))
        let environment = ConnectorEnvironment(hubDirectory: path, stateDirectory: path)
        return try openConnector(definition, plan: plan, environment: environment)
    }

    private func fileEncoding() throws(ConnectorError) -> FileEncoding {
        guard let encoding else { return .automatic }
        do throws(UnknownEncodingError) { return .named(try CharacterEncoding(encoding)) } catch {
            throw ConnectorError(.settings, code: "bad_encoding", message: "\(error)")
        }
    }
}
