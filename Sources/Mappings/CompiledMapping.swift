public import Model

/// A mapping file, compiled against the unified schema: it turns pages of records into entity rows.
///
/// It is immutable and knows nothing of connectors and stores; the same one serves any number of runs.
public final class CompiledMapping: Sendable {
    /// An entity of the mapping, as the run and the store need to know it. Its index is ``MappedBatch/Row/target``.
    public struct Target: Sendable, Equatable {
        /// The name in the mapping; the entity's, unless `entity:` says otherwise.
        public let name: String
        /// The entity's name in the schema.
        public let entity: String
        /// The index of the entity that it is a child of, or nil on the top level.
        public let parent: Int?
        /// Whether its rows only name things so that others can refer to them.
        public let isReference: Bool
        /// What becomes of a record that refers to a row that the hub does not have.
        public let missing: Missing
        /// How long, and how many at a time, records wait for such a row; nil unless ``missing`` is `defer`.
        public let patience: Patience?
        /// Where the entity stands in the file.
        public let line: Int
        /// See ``line``.
        public let column: Int
        /// `history: keep`: every revision stays queryable.
        public let keepsHistory: Bool
        /// `absent: delete`: a row of the same parent that a record no longer lists is gone.
        public let deletesAbsent: Bool
    }

    /// What `missing:` of a reference says.
    public enum Missing: String, Sendable, CaseIterable {
        /// The row is promised its number; whoever tells of it later gets that.
        case stub
        /// The record is held until the row is there and somebody tries it again.
        case quarantine
        /// The record waits, and is taken by itself when the row is there.
        case `defer`
    }

    /// What `missing: { defer: 30d, at_most: 1000 }` says.
    public struct Patience: Sendable, Equatable {
        /// How long a record waits before it is held for a person.
        public var longest = Duration.seconds(30 * 86_400)
        /// How many records and parts of a connector may wait.
        public var most = 100_000
    }

    /// A text that the result depends on, with its hash.
    public struct Pin: Sendable, Equatable {
        /// `mapping`, `codes/NAME`, `units` or `schema`.
        public let name: String
        /// A 64-bit hash of the content.
        public let hash: UInt64
    }

    /// The mapping's name.
    public let name: String
    /// What people call it.
    public let title: String
    /// The file it was read from.
    public let file: String
    /// The file's text, to be kept with each run.
    public let text: [UInt8]
    /// The source values that it wants; the connector decodes pages of this shape.
    public let shape: RecordShape
    /// What the paths of the shape are written in.
    public let pathKind: PathKind
    /// The entities it fills.
    public let targets: [Target]
    /// The names of its `when:` rules, in the order that ``MappedBatch/Outcome/filtered(rule:)`` counts.
    public let rules: [String]
    /// Paths that the source has and the mapping leaves out on purpose (`ignore:`), seen from the record.
    public let ignored: [String]
    /// The tests that stand in the file.
    public let tests: [MappingTest]
    /// What the result depends on: the file, the code tables it uses, the units, the schema.
    public let pins: [Pin]
    /// One hash over all pins: the version of the mapping.
    public let hash: UInt64

    let plan: MappingPlan
    let sources: MappingSources

    init(
        name: String, title: String, file: String, text: [UInt8], shape: RecordShape, pathKind: PathKind,
        targets: [Target], ignored: [String], tests: [MappingTest], pins: [Pin], plan: MappingPlan,
        sources: MappingSources
    ) {
        self.name = name
        self.title = title
        self.file = file
        self.text = text
        self.shape = shape
        self.pathKind = pathKind
        self.targets = targets
        self.ignored = ignored
        self.rules = plan.rules.map(\.name)
        self.tests = tests
        self.pins = pins
        self.plan = plan
        self.sources = sources
        var hasher = ByteHasher()
        for pin in pins {
            hasher.add(Array(pin.name.utf8).span)
            hasher.add(pin.hash)
        }
        hash = hasher.value
    }
}

/// Why a run must stop: a field said `on_fail: fail_run`.
public struct MappingHalt: Error, Sendable, Equatable {
    /// What was found in which record of the page.
    public let rejection: MappedBatch.Rejection
}
