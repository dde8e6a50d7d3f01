public import Feeds
public import Model

/// What became of a feed whose file is new or says something else than before.
public struct FeedRework: Sendable {
    /// How consumers learn of it.
    public enum Kind: String, Sendable {
        /// The feed is new.
        case filled
        /// They are told what it now shows otherwise; their cursors go on.
        case changed
        /// Their cursors end: what changed cannot be told line by line.
        case restarted
    }

    /// What became of an entity's rows.
    public struct Entity: Sendable, Equatable {
        /// Rows that are shown for the first time.
        public var shown = 0
        /// Rows that are shown otherwise than before.
        public var changed = 0
        /// Rows that are not shown any more.
        public var left = 0
        /// Rows that are shown as before: they keep their lines.
        public var same = 0
        /// Ids of some rows of each of the first three kinds, for people to look at.
        public var examples: [String: [HubID]] = [:]
    }

    /// The feed, as it is now.
    public let feed: CompiledFeed
    /// How consumers learn of it.
    public let kind: Kind
    /// By the entities' names; those without any row are absent.
    public internal(set) var entities: [String: Entity] = [:]

    static let mostExamples = 3

    init(_ feed: CompiledFeed, _ kind: Kind) {
        self.feed = feed
        self.kind = kind
    }

    /// How many lines consumers are told.
    public var lines: Int { entities.values.reduce(0) { $0 + $1.shown + $1.changed + $1.left } }

    mutating func count(_ outcome: FeedPublisher.Outcome, _ schema: EntitySchema, _ row: Int64) {
        var kind = ""
        switch outcome {
        case .absent: return
        case .same: entities[schema.name, default: .init()].same += 1
        case .shown:
            entities[schema.name, default: .init()].shown += 1
            kind = "shown"
        case .changed:
            entities[schema.name, default: .init()].changed += 1
            kind = "changed"
        case .left:
            entities[schema.name, default: .init()].left += 1
            kind = "left"
        }
        guard !kind.isEmpty, entities[schema.name]?.examples[kind]?.count ?? 0 < Self.mostExamples,
            let prefix = HubID.Prefix(schema.prefix)
        else { return }
        entities[schema.name]?.examples[kind, default: []].append(HubID(prefix: prefix, number: row))
    }
}
