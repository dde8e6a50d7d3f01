public import Model

/// Everything that a file of `connectors/` says.
public struct ConnectorDefinition: Sendable {
    /// `connector:`, the connector's name.
    public var name: String
    /// What people call it; the name unless the file gives a title.
    public var title: String
    /// The business system that the records come from; several connectors may pull from one. The name unless given.
    public var system: String
    /// `kind:`, the name in ``connectorKinds``.
    public var kind: String
    /// The mapping that the records go through; the name unless given.
    public var mapping: String
    /// The paths whose texts together name a raw record.
    public var identity: [String]
    /// The zone of date-times that carry none; nil when the file does not say, and then such date-times are errors.
    public var timezone: TimeZoneRules?
    /// What the pull may cost.
    public var limits: LimitRules
    /// What is tried again.
    public var retry: RetryRule
    /// When a failing system is left alone.
    public var breaker: BreakerRule?
    /// What is pulled, and when.
    public var sync: SyncRules
    /// What the source promises.
    public var contract: ContractRules
    /// How many bad records a run may have.
    public var errorBudget: ErrorBudget?
    /// How long raw records are kept for `envhub remap`; nil: not at all.
    public var keep: KeepRule?
    /// What the kind's own keys say.
    public var source: any ConnectorSource

    /// What kind of records the source gives: it decides what a path is.
    public var format: RecordFormat { source.format }

    /// The plan for a pull: the mapping's shape with the paths of this file added to it.
    public func plan(for shape: RecordShape) -> RecordPlan {
        var plan = RecordPlan(shape: shape)
        plan.identity = identity.map { plan.shape.slot(of: $0) }
        if let cursor = sync.cursor { plan.cursor = plan.shape.slot(of: cursor.from) }
        if case .flag(let path, let values) = sync.deletes {
            plan.deleteFlag = .init(slot: plan.shape.slot(of: path), values: values)
        }
        return plan
    }
}

/// The settings of one kind: what its own keys say, and how a connector is made of them.
public protocol ConnectorSource: Sendable {
    /// What kind of records it gives.
    var format: RecordFormat { get }
    /// Whether its records are looked at for what `envhub check` holds mappings against, unless `limits.sample` says so.
    var isSampled: Bool { get }
    /// Makes the connector. Nothing is reached yet; secrets are fetched at the first page.
    func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector
    /// Decodes one record kept in quarantine, as ``PulledPage/prologue`` and its raw bytes.
    func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder
}

extension ConnectorSource {
    /// They are: what another system gives is known from its records alone.
    public var isSampled: Bool { true }
}

/// What kind of records a source gives.
public enum RecordFormat: Sendable, Equatable {
    /// JSON values: paths are JSONPath.
    case json
    /// XML elements: paths are XPath 1.0 with these prefixes.
    case xml(namespaces: [String: String])
    /// Rows with named columns: paths are column names.
    case table
}

/// Opens the connector of a definition. Nothing is reached yet.
///
/// - Throws: a `settings` error when a path of `plan` cannot be what the records are.
public func openConnector(
    _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
) throws(ConnectorError) -> any Connector {
    for (index, scope) in plan.shape.scopes.enumerated() {
        let lists = index == 0 ? [] : [scope.each].compactMap { $0 }
        let problem =
            lists.lazy.compactMap { pathProblem($0, for: definition.format, isList: true) }.first
            ?? scope.paths.lazy.compactMap { pathProblem($0, for: definition.format) }.first
        if let problem {
            throw ConnectorError(.settings, code: "bad_path", message: "\(problem.message); \(problem.help)")
        }
    }
    return try definition.source.connector(definition, plan: plan, environment: environment)
}
