import Model
import Storage

/// What the commit of a row needs to know of its entity, looked up once.
struct EntityPlan {
    /// A reference column and the entity that it points to.
    struct Reference {
        let column: Int
        let target: Int
    }

    /// An identifier of a linked entity: its column, its scheme's number, and its check.
    struct Identifier {
        let column: Int
        let scheme: Int64
        /// Who speaks of things that are called by nothing but this identifier: nobody in particular.
        let speaker: Int64
        let check: IdentifierCheck?
    }

    let table: EntityTable
    let index: Int
    let identity: EntitySchema.Identity
    let hashing: RowHashing
    let references: [Reference]
    let identifiers: [Identifier]
    /// The columns that refer to linked things: what stands in them is a member.
    let linked: [Int]
    /// Whether its rows are known by a key that a linked thing is part of.
    let isKeyedByLinked: Bool

    var width: Int { hashing.width }
    var keyColumns: [Int] { hashing.keyColumns }

    init(_ schema: UnifiedSchema, index: Int, store: Store, keys: [Int]?, members: MemberTable? = nil) throws {
        let entity = schema.entities[index]
        self.index = index
        let linked = entity.columns.indices.filter { column in
            guard case .ref(let target) = entity.columns[column].type else { return false }
            return schema.entity(target)?.identity == .linked
        }
        self.linked = linked
        table = try EntityTable(
            store, schema: entity, references: linked, members: linked.isEmpty ? nil : members ?? MemberTable(store))
        identity = entity.identity
        hashing = RowHashing(
            width: entity.columns.count, keyColumns: keys ?? entity.key.compactMap(entity.column(of:)))
        isKeyedByLinked = hashing.keyColumns.contains(where: linked.contains)
        references = entity.columns.enumerated().compactMap { column, declared in
            guard case .ref(let target) = declared.type, let target = schema.index(of: target) else { return nil }
            return Reference(column: column, target: target)
        }
        identifiers = try entity.identifiers.compactMap { name in
            guard let column = entity.column(of: name) else { return nil }
            return Identifier(
                column: column, scheme: try store.number(of: name, .identifier),
                speaker: try store.number(of: "=" + name, .system), check: IdentifierCheck.named(name))
        }
    }
}
