/// A way to reach systems: its name, its keys, and how they are read.
public struct ConnectorKind: Sendable {
    /// What files write behind `kind:`.
    public let name: String
    /// What it reaches, in one line.
    public let title: String
    /// The kind's own keys by section: "" holds those at the top of the file.
    public let keys: [String: [String]]
    /// Reads the kind's keys; nil after reporting what stops it.
    let read: @Sendable (DefinitionReader, SyncRules) -> (any ConnectorSource)?

    /// The kind's keys at the top of a file.
    public var topKeys: [String] { keys[""] ?? [] }
}

/// The kinds. A new one is a file in Sources/Connectors/Kinds and a line here.
public let connectorKinds: [ConnectorKind] = [
    .httpJSON,
    .soap,
    .files,
    .database,
    .hj212,
]

/// The keys that every connector file may have, by section: "" holds those at the top.
public let commonConnectorKeys: [String: [String]] = [
    "": [
        "connector", "title", "system", "kind", "mapping", "identity", "timezone", "limits", "retry", "breaker", "sync",
        "contract", "error_budget", "keep",
    ],
    "limits": ["rate", "concurrency", "timeout", "max_body", "max_record", "sample"],
    "retry": ["attempts", "backoff", "when"],
    "breaker": ["open_after", "probe_every"],
    "sync": ["mode", "cursor", "lag", "deletes", "reconcile", "schedule"],
    "sync.cursor": ["from", "datetime", "number", "text", "start", "format"],
    "sync.deletes": ["flag"],
    "sync.reconcile": ["every", "max_absent"],
    "sync.schedule": ["cron", "missed", "overlap"],
    "contract": ["unknown_field", "missing_field", "volume"],
    "contract.volume": ["min", "of", "else"],
    "error_budget": ["share", "count"],
    "keep": ["raw", "size"],
]
