/// The unified pollution-source schema: all entities, each after the entities that it refers to.
public struct UnifiedSchema: Sendable {
    /// The entities. Their indices are what rows carry while the process lives; files and the store use names.
    public let entities: [EntitySchema]
    /// A hash of everything declared: a change of the schema is a change of version.
    public let hash: UInt64
    private let indices: [String: Int]

    /// A schema of `entities`, in an order in which every entity comes after those that it refers to; entities that
    /// refer to each other in a circle keep the order given.
    public init(entities: [EntitySchema], hash: UInt64 = 0) {
        self.entities = UnifiedSchema.ordered(entities)
        self.hash = hash
        indices = Dictionary(
            self.entities.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The index of the entity called `name`.
    public func index(of name: String) -> Int? { indices[name] }

    /// The entity called `name`.
    public func entity(_ name: String) -> EntitySchema? { indices[name].map { entities[$0] } }

    private static func ordered(_ given: [EntitySchema]) -> [EntitySchema] {
        var placed: [EntitySchema] = []
        var rest = given
        while !rest.isEmpty {
            let waiting = Set(rest.map(\.name))
            let ready = rest.firstIndex { entity in
                !entity.references.contains { waiting.contains($0) && $0 != entity.name }
            }
            placed.append(rest.remove(at: ready ?? 0))
        }
        return placed
    }
}

extension EntitySchema {
    /// The names of the entities that this one refers to.
    public var references: [String] {
        fields.compactMap { field in
            if case .ref(let entity) = field.type { entity } else { nil }
        }
    }
}
