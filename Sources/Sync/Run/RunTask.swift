public import Connectors
public import Mappings
import Model

/// What a run does: one connector, its mapping, and everything that they are read with.
public struct RunTask: Sendable {
    /// How much is pulled.
    public enum Mode: String, Sendable {
        /// What changed since the last run.
        case incremental
        /// Everything; what is absent is deleted, if the connector says so.
        case snapshot
        /// Everything, although the connector is incremental.
        case full
    }

    /// The hub.
    public let hub: Hub
    /// The connector.
    public let definition: ConnectorDefinition
    /// Its mapping.
    public let mapping: CompiledMapping
    /// The values that are wanted of each record.
    public let plan: RecordPlan
    /// How much is pulled.
    public let mode: Mode
    /// The hash of mapping, codes, units and schema, and of what the connector says of the values' meaning.
    public let version: String
    /// The same as a number: records read under another one are mapped again.
    let versionSeed: UInt64

    init(hub: Hub, definition: ConnectorDefinition, mapping: CompiledMapping, mode: Mode? = nil) {
        self.hub = hub
        self.definition = definition
        self.mapping = mapping
        var plan = definition.plan(for: mapping.shape)
        plan.optional = mapping.optionalColumns
        self.plan = plan
        self.mode = mode ?? (definition.sync.mode == .snapshot ? .snapshot : .incremental)
        versionSeed = RunTask.seed(definition, mapping)
        version = String(versionSeed, radix: 16)
    }

    /// The same mapping reads naive date-times otherwise in another zone.
    private static func seed(_ definition: ConnectorDefinition, _ mapping: CompiledMapping) -> UInt64 {
        var hasher = ByteHasher(seed: mapping.hash)
        hasher.add(Array((definition.timezone?.name ?? "").utf8).span)
        hasher.add(Array(mapping.pathKind.rawValue.utf8).span)
        return hasher.value
    }

    /// Whether the run reads everything that the source has.
    var isComplete: Bool { mode != .incremental }

    /// Whether absence from a complete reading means deletion.
    var deletesAbsent: Bool { isComplete && definition.sync.deletes == .snapshot }

    /// Whose records these are.
    var source: SourceIdentity {
        let (complete, open) = mapping.targets.reduce(into: (Set<Int>(), Set<Int>())) { sets, target in
            guard let index = hub.schema.index(of: target.entity) else { return }
            if target.deletesAbsent || target.parent == nil { sets.0.insert(index) } else { sets.1.insert(index) }
        }
        // An entity that the mapping does not give any more is absent from every record.
        let absent = Set(hub.schema.entities.indices).subtracting(open).union(complete)
        var source = SourceIdentity(
            connector: definition.name, system: definition.system, isComplete: isComplete, absentIsDeleted: absent)
        for (index, target) in mapping.targets.enumerated() where target.missing != .stub {
            let patience = target.patience.map {
                RequiredReference.Patience(longest: Int64($0.longest / .milliseconds(1)), most: $0.most)
            }
            source.required[index] = RequiredReference(
                name: target.name, line: target.line, column: target.column, patience: patience)
        }
        return source
    }
}
