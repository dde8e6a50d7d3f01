/// What follows from decisions: which records are one, which groups are two, which admit nobody by weight.
///
/// Being one passes on from record to record, and so does being two: a record that is one with another is two with whatever the
/// other is two with. It depends on the decisions alone, not on which records are there, so that nothing falls apart
/// because a record in between is gone for a while.
struct DecidedGroups: Sendable {
    /// Records that are one.
    struct Group: Sendable {
        /// Their identities, sorted.
        var members: [UInt64]
        /// Whether one of them is pinned: then nobody joins the group by weight.
        var isPinned = false
        /// The groups that are two with this one.
        var apart: Set<Int> = []
    }

    /// Those that went into another one are empty.
    private var groups: [Group] = []
    private var groupOf: [UInt64: Int] = [:]

    init() {}

    init(_ decisions: LinkDecisions) {
        for pair in decisions.separated { separate(number(pair.one), number(pair.two)) }
        // Where decisions contradict each other, the order tells which of them holds; so it is one of the ids.
        for group in decisions.pinned.sorted(by: { $0.lexicographicallyPrecedes($1) }) { pin(group) }
        for pair in decisions.joined.sorted() { join(number(pair.one), number(pair.two)) }
        for group in groups.indices { groups[group].members.sort() }
    }

    /// Whether nobody decided anything.
    var isEmpty: Bool { groupOf.isEmpty }

    /// The group of a record that decisions name.
    func group(_ identity: UInt64) -> Int? { groupOf[identity] }

    /// The records of a group.
    func members(_ group: Int) -> [UInt64] { groups[group].members }

    /// Whether nobody joins a group by weight.
    func isPinned(_ group: Int?) -> Bool { group.map { groups[$0].isPinned } ?? false }

    /// Whether people said that two records are one.
    func areOne(_ one: UInt64, _ two: UInt64) -> Bool {
        guard let group = groupOf[one] else { return false }
        return group == groupOf[two]
    }

    /// Whether people said that two records are two.
    func areTwo(_ one: UInt64, _ two: UInt64) -> Bool { areTwo(groupOf[one], groupOf[two]) }

    /// Whether two groups, nil for a record that nobody named, stay two whatever the weight.
    func keepsApart(_ one: Int?, _ two: Int?) -> Bool {
        if one == two { return false }
        return isPinned(one) || isPinned(two) || areTwo(one, two)
    }

    private func areTwo(_ one: Int?, _ two: Int?) -> Bool {
        guard let one, let two else { return false }
        return groups[one].apart.contains(two)
    }
}

extension DecidedGroups {
    private mutating func number(_ record: RecordID) -> Int {
        if let known = groupOf[record.hash] { return known }
        groupOf[record.hash] = groups.count
        groups.append(Group(members: [record.hash]))
        return groups.count - 1
    }

    private mutating func separate(_ one: Int, _ two: Int) {
        groups[one].apart.insert(two)
        groups[two].apart.insert(one)
    }

    private mutating func pin(_ records: [RecordID]) {
        for (place, record) in records.enumerated() {
            // The first is enough unless something is said against it.
            for earlier in records[..<place] where join(number(earlier), number(record)) { break }
            groups[number(record)].isPinned = true
        }
    }

    /// Makes one of two groups unless they are to be two; tells whether they are one now.
    @discardableResult
    private mutating func join(_ one: Int, _ two: Int) -> Bool {
        if one == two { return true }
        if areTwo(one, two) { return false }
        let isFirstLarger = groups[one].members.count >= groups[two].members.count
        let (kept, gone) = isFirstLarger ? (one, two) : (two, one)
        let group = groups[gone]
        groups[gone] = Group(members: [])
        for identity in group.members { groupOf[identity] = kept }
        groups[kept].members += group.members
        groups[kept].isPinned = groups[kept].isPinned || group.isPinned
        for other in group.apart {
            groups[other].apart.remove(gone)
            separate(kept, other)
        }
        return true
    }
}

extension DecidedGroups {
    /// The records for which something else follows than before, with those that were and are one with them.
    func changes(since before: DecidedGroups) -> Set<UInt64> {
        var changed: Set<UInt64> = []
        for identity in Set(groupOf.keys).union(before.groupOf.keys)
        where standing(identity) != before.standing(identity) {
            changed.insert(identity)
            for groups in [self, before] {
                if let group = groups.group(identity) { changed.formUnion(groups.members(group)) }
            }
        }
        return changed
    }

    /// What decisions say of one record.
    private struct Standing: Equatable {
        /// The smallest of those that are one with it.
        var group: UInt64
        var isPinned: Bool
        var apart: Set<UInt64>
    }

    private func standing(_ identity: UInt64) -> Standing? {
        guard let group = groupOf[identity].map({ groups[$0] }) else { return nil }
        return Standing(
            group: group.members[0], isPinned: group.isPinned, apart: Set(group.apart.map { groups[$0].members[0] }))
    }
}
