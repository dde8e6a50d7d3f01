import Model
import Storage

/// Which row of the hub an entity row is; of a linked entity, which member.
struct Identified {
    /// The number.
    var row: Int64
    /// The hash that finds it.
    var keyHash: UInt64
    /// The last revision before it went, when it comes back.
    var rev: Int64 = 0
    /// Whether it stands in its table.
    var isPresent = false
    /// Whether feeds may have a line of it although it is not present.
    var wasKnown = false
}

// Linked entities: by what rows are called, and whether anybody tells of them.
extension PageCommit {
    /// Whether a thing that a row only names stands in the hub; nothing is noted.
    func isKnown(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Bool {
        if let own = ownKey(plan, values, base, arena),
            let place = try members.find(entity: plan.table.number, system: system, key: own), place.row != 0,
            try plan.table.find(keyHash: UInt64(bitPattern: place.row)) != nil
        {
            return true
        }
        for identifier in plan.identifiers {
            guard let key = usable(identifier, values, base, arena) else { continue }
            for member in try aliases.rows(entity: plan.table.number, scheme: identifier.scheme, key: key) {
                let row = try members.row(of: member)
                if try plan.table.find(keyHash: UInt64(bitPattern: row)) != nil { return true }
            }
        }
        return false
    }

    /// What a thing is called in which scheme, as far as it can be found by that.
    func names(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) -> [(scheme: Int64, key: ArraySlice<UInt8>)] {
        var names = plan.identifiers.compactMap { identifier in
            usable(identifier, values, base, arena).map { (scheme: identifier.scheme, key: $0) }
        }
        if let own = ownKey(plan, values, base, arena) { names.insert((system, own), at: 0) }
        return names
    }

    func ownKey(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) -> ArraySlice<UInt8>? {
        guard let column = plan.keyColumns.first, values[base + column].isInArena else { return nil }
        return arena[values[base + column].range]
    }

    /// An identifier's text, if it is one: a code whose check digit is wrong identifies nothing.
    func usable(
        _ identifier: EntityPlan.Identifier, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) -> ArraySlice<UInt8>? {
        let value = values[base + identifier.column]
        guard value.isInArena, value.length > 0 else { return nil }
        if let check = identifier.check, check.fault(arena.span.extracting(value.range)) != nil { return nil }
        return arena[value.range]
    }

    /// The linking of an entity's members.
    func linking(_ plan: EntityPlan) -> MemberLinking {
        guard let linking = linkings[plan.index] else { preconditionFailure("\(plan.table.schema.name) is not linked") }
        return linking
    }
}
