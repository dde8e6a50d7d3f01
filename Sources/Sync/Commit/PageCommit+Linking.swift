import Identity
import Model
import Storage

/// Which row of the hub an entity row is.
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

// Linked entities: the row is found by what it is called, here and elsewhere.
extension PageCommit {
    func linked(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Identified {
        guard case .existing(let row, _) = try decision(plan, values, base, arena) else {
            return Identified(row: store.takeRowNumber(), keyHash: 0)
        }
        return try standing(row, plan)
    }

    /// Whether a thing that a row only names stands in the hub; nothing is noted.
    func isKnown(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Bool {
        guard case .existing(let row, _) = try decision(plan, values, base, arena) else { return false }
        return try plan.table.find(keyHash: UInt64(bitPattern: row)) != nil
    }

    /// The number of a thing that a row only names. The system's key for it is noted, so that the next mention and the
    /// record that tells of it find the same number; a thing that nobody has told of yet is promised one.
    func referred(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Int64 {
        let number: Int64
        switch try decision(plan, values, base, arena) {
        case .existing(let row, .systemKey): return row
        case .existing(let row, _): number = row
        case .new, .ambiguous:
            guard hasName(plan, values, base, arena) else { return 0 }
            number = store.takeRowNumber()
            for identifier in plan.identifiers {
                guard let key = usable(identifier, values, base, arena) else { continue }
                try aliases.insert(
                    entity: plan.table.number, scheme: identifier.scheme, key: key, row: number, record: 0)
            }
        }
        if let own = ownKey(plan, values, base, arena) {
            try aliases.insert(entity: plan.table.number, scheme: system, key: own, row: number, record: 0)
        }
        return number
    }

    /// Whether a thing is called anything by which it can be found again.
    private func hasName(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) -> Bool {
        ownKey(plan, values, base, arena) != nil
            || plan.identifiers.contains { usable($0, values, base, arena) != nil }
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

    private func decision(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) throws -> LinkDecision {
        link.removeAll(keepingCapacity: true)
        if let own = ownKey(plan, values, base, arena) {
            for row in try aliases.rows(entity: plan.table.number, scheme: system, key: own) {
                link.append(LinkCandidate(row: row, evidence: .systemKey))
            }
        }
        if link.isEmpty { try lookUpIdentifiers(plan, values, base, arena) }
        return linker.link(link)
    }

    private func ownKey(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) -> ArraySlice<UInt8>? {
        guard let column = plan.keyColumns.first, values[base + column].isInArena else { return nil }
        return arena[values[base + column].range]
    }

    /// A row that is called something is present, gone, or was only referred to until now.
    private func standing(_ row: Int64, _ plan: EntityPlan) throws -> Identified {
        let hash = UInt64(bitPattern: row)
        if try plan.table.find(keyHash: hash) != nil { return Identified(row: row, keyHash: hash, isPresent: true) }
        let back = try history.unearth(entity: plan.table.number, keyHash: hash)
        return Identified(row: row, keyHash: hash, rev: back?.rev ?? 0, wasKnown: true)
    }

    private func lookUpIdentifiers(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws {
        // Without a key of the system it cannot be another thing of the system.
        let hasOwn = ownKey(plan, values, base, arena) != nil
        for (place, identifier) in plan.identifiers.enumerated() {
            guard let key = usable(identifier, values, base, arena) else { continue }
            for row in try aliases.rows(entity: plan.table.number, scheme: identifier.scheme, key: key) {
                let isOther = try hasOwn && aliases.aliases(of: row).contains { $0.scheme == system }
                link.append(LinkCandidate(row: row, evidence: .identifier(place), isOtherInSystem: isOther))
            }
        }
    }

    /// An identifier's text, if it is one: a code whose check digit is wrong identifies nothing.
    private func usable(
        _ identifier: EntityPlan.Identifier, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]
    ) -> ArraySlice<UInt8>? {
        let value = values[base + identifier.column]
        guard value.isInArena, value.length > 0 else { return nil }
        if let check = identifier.check, check.fault(arena.span.extracting(value.range)) != nil { return nil }
        return arena[value.range]
    }

    /// Notes what `record` calls `row`. The system's own key is noted for ever: it finds the row again however long it was
    /// away. An identifier holds as long as any record says it.
    func noteAliases(
        _ plan: EntityPlan, _ row: Int64, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], record: Int64
    ) throws {
        if record != 0 { try aliases.delete(row: row, record: record) }
        if let column = plan.keyColumns.first, values[base + column].isInArena {
            try aliases.insert(
                entity: plan.table.number, scheme: system, key: arena[values[base + column].range], row: row, record: 0)
        }
        for identifier in plan.identifiers {
            guard let key = usable(identifier, values, base, arena) else { continue }
            try aliases.insert(
                entity: plan.table.number, scheme: identifier.scheme, key: key, row: row, record: record)
        }
    }
}
