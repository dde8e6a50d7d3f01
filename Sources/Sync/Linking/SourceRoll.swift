public import Identity
public import Model
public import Storage

/// The pollution sources of a hub, each with the members that are one in it: what each system says and calls it.
public struct SourceRoll: Sendable {
    /// The entity whose rows are enterprises and sites: `pollution_source`, or in a schema without it the first that is linked.
    public static func entity(in schema: UnifiedSchema) -> EntitySchema? {
        schema.entity("pollution_source") ?? schema.entities.first { $0.identity == .linked }
    }

    /// What one system calls by one key.
    public struct Part: Sendable {
        /// The member.
        public let member: Member
        /// The system's name; one that begins with `=` is an identifier by which systems call it that have no key for it.
        public let system: String
        /// What linking is told of it.
        public let record: SourceRecord
        /// What linking calls it.
        public var linkID: RecordID { RecordID(system: record.system, key: record.key) }
        /// How people call it: `hazardous-waste:G001`.
        public var name: String { system + ":" + record.key }
    }

    /// One source.
    public struct Entry: Sendable {
        /// Its id in the hub.
        public let id: HubID
        /// Its members, the oldest first.
        public let parts: [Part]
        /// Whether any record tells of it; others only refer to it.
        public let isStated: Bool
        /// The systems that have a key for it, in the order of their names.
        public var systems: [String] { Set(parts.map(\.system).filter { !$0.hasPrefix("=") }).sorted() }
        /// A name that a member gives it, else what it is called.
        public var name: String { parts.first { !$0.record.name.isEmpty }?.record.name ?? parts[0].record.key }
    }

    /// The sources, by their numbers.
    public let entries: [Entry]
    /// What people decided.
    public let decisions: [Decision]
    private let roll: MemberRoll
    private let prefix: HubID.Prefix?

    /// Reads the sources of a store.
    ///
    /// - Throws: ``StoreError`` when it cannot be read.
    public init(storePath: String, schema: UnifiedSchema) throws {
        let entity = Self.entity(in: schema)
        roll = try MemberRoll(storePath: storePath, entity: entity?.name ?? "")
        decisions = roll.decisions
        guard let entity, let prefix = HubID.Prefix(entity.prefix) else {
            (entries, self.prefix) = ([], nil)
            return
        }
        self.prefix = prefix
        let evidence = LinkEvidence(entity)
        let systems = roll.systems
        let parts = roll.members.map { member in
            let system = systems[member.system] ?? ""
            return Part(member: member, system: system, record: evidence.record(of: member, system: system))
        }
        let rows = roll.rows
        entries = Dictionary(grouping: parts, by: \.member.row).map { row, parts in
            Entry(id: HubID(prefix: prefix, number: row), parts: parts, isStated: rows.contains(row))
        }.sorted { $0.id.number < $1.id.number }
    }

    /// How many of the sources anybody tells of.
    public var statedCount: Int { entries.count(where: \.isStated) }

    /// What a source that was merged is part of now, and since when (milliseconds since 1970); nil if it was not.
    public func merging(of id: HubID) -> (into: HubID, at: Int64)? {
        guard id.prefix == prefix, let merging = roll.merging(of: id.number) else { return nil }
        return (HubID(prefix: id.prefix, number: merging.into), merging.at)
    }

    /// The sources with what people decided, as linking knows them.
    func index(weights: LinkWeights) -> LinkIndex {
        var index = LinkIndex(weights: weights, capacity: roll.members.count)
        index.load(entries.flatMap { $0.parts.map(\.record) })
        index.relink()
        let ids = Dictionary(
            entries.flatMap { $0.parts.map { ($0.member.id, $0.linkID) } }, uniquingKeysWith: { first, _ in first })
        index.decide(LinkDecisions(decisions) { ids[$0] })
        return index
    }
}
