public import Model

/// One enterprise, one file (一企一档): everything that a hub knows of a thing, now or at a moment that is past.
///
///     store ── DossierReader ──> Dossier ──> DossierJSON, DossierPage, and the terminal's tables
public struct Dossier: Sendable {
    /// The entity that the thing is of, such as `pollution_source`.
    public let entity: String
    /// What people call things of that entity.
    public let title: Title
    /// The moment that it shows, in milliseconds; nil for now.
    public let asOf: Int64?
    /// When it was made, in milliseconds.
    public let madeAt: Int64
    /// Which of the parts that are no sections of rows were asked for (``DossierReader/parts``); those that were not are empty.
    public let parts: Set<String>
    /// The thing itself: every field of the schema, those without a value too.
    public let source: DossierRow
    /// What the systems and identifiers call it.
    public let keys: [SourceKey]
    /// What refers to it, a section for each reference of the schema, permits first.
    public let sections: [DossierSection]
    /// The newest values of its monitoring points.
    public let points: [PointValues]
    /// How many points there are; more than ``points`` holds when it was cut.
    public let pointCount: Int
    /// Which records make it up, and what was decided of them.
    public let identity: IdentityStory
    /// How far back the hub can tell.
    public let reach: HistoryReach

    /// What people call it: its name, or its id when it has none.
    public var name: String {
        if case .text(let name)? = source.field("name")?.value { return name }
        return "\(source.id)"
    }
}

/// A key by which a system or an identifier knows the thing.
public struct SourceKey: Sendable, Equatable {
    /// The system's name, or that of the identifier.
    public let scheme: String
    /// Whether the scheme is a system.
    public let isSystem: Bool
    /// The key.
    public let key: String
}

/// How far back a hub can tell.
public struct HistoryReach: Sendable, Equatable {
    /// When the hub's first run began, in milliseconds.
    public let firstRun: Int64
    /// When it first knew the thing, in milliseconds.
    public let firstKnown: Int64
}

/// What refers to the thing by one field of one entity, the newest first.
public struct DossierSection: Sendable {
    /// The name by which it is asked for: the entity's, with the field's behind a dot when several of its fields refer.
    public let key: String
    /// The entity.
    public let entity: String
    /// The field that refers to the thing.
    public let reference: String
    /// What people call it.
    public let title: Title
    /// The columns of ``rows``: every field but the reference.
    public let columns: [DossierColumn]
    /// How many rows refer to it.
    public let total: Int
    /// The newest of them.
    public let rows: [DossierRow]

    /// Whether there are more rows than were read.
    public var isCut: Bool { rows.count < total }
}

/// What a column of a section holds.
public struct DossierColumn: Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// What people call it.
    public let title: Title
    /// The unit that its numbers are in; empty when they have none.
    public let unit: String
    /// Whether its values are numbers.
    public let isNumber: Bool
}
