import Identity
import Model
import Storage

/// Linking of the members of one entity, in step with the store: it is read from there when it is first needed, and again where
/// another writer has changed something or a transaction was taken back.
final class MemberLinking {
    private let store: Store
    private let members: MemberTable
    private let evidence: LinkEvidence
    private let entity: Int64
    private let weights: LinkWeights
    private var index: LinkIndex?
    private var numbers: [RecordID: Int64] = [:]
    private var ids: [Int64: RecordID] = [:]
    private var systems: [Int64: String] = [:]
    /// What the store held when the transaction began.
    private var change: Int64 = 0
    /// The newest decision, and how many were taken back.
    private var decided: [Int64] = []
    /// The members that were linked anew in this transaction.
    private var touched: Set<Int64> = []

    init(_ store: Store, _ members: MemberTable, _ schema: EntitySchema, number: Int64, weights: LinkWeights) {
        self.store = store
        self.members = members
        evidence = LinkEvidence(schema)
        entity = number
        self.weights = weights
    }

    /// At the start of every transaction, after that of the members' table.
    func load() throws {
        if index != nil, members.isChanged { try catchUp() }
        if index != nil, try decided != store.decisionCounts() { _ = try decide(store.decisions()) }
        change = members.change
        touched.removeAll(keepingCapacity: true)
    }

    private func catchUp() throws {
        for id in touched.sorted() {
            if let member = try members.read(id) {
                _ = try take(member)
            } else if let known = ids[id] {
                index?.remove(known)
            }
        }
        try store.members(of: entity, changedAfter: change) { _ = try take($0) }
    }

    /// Whether linking sees no difference between what two rows say.
    func isSame(_ one: RowValues, _ two: RowValues) -> Bool { evidence.isSame(one, two) }

    /// Links a member that is new or of which something else is said now, or takes it out when nothing is said of it any more.
    ///
    /// - Parameter before: how it was until now, if it was known.
    /// - Returns: the groups of all whose neighbourhood was looked at anew, and of those who were of one thing with them.
    func put(_ member: Member, before: Member?) throws -> [[Int64]] {
        // What a change does to its neighbourhood is seen from how it was.
        if index == nil { try read(store.decisions(), with: before, as: member.id) }
        touched.insert(member.id)
        return try whole(try take(member))
    }

    private func take(_ member: Member) throws -> [[Int64]] {
        let record = evidence.record(of: member, system: try name(of: member.system))
        let id = RecordID(system: record.system, key: record.key)
        guard member.isStanding else { return groups(index?.remove(id) ?? []) }
        know(id, member.id)
        return groups(index?.put(record) ?? [])
    }

    private func groups(_ groups: [[RecordID]]) -> [[Int64]] { groups.map { $0.compactMap { numbers[$0] } } }

    /// Adds the groups of those that belong to the same things as the members of `groups` so far.
    private func whole(_ groups: [[Int64]]) throws -> [[Int64]] {
        var all = groups
        var seen = Set(groups.joined())
        var next = 0
        while next < all.count {
            for id in all[next] {
                guard let row = try members.place(id)?.row, row != 0 else { continue }
                for mate in try members.standing(of: row) where !seen.contains(mate) {
                    let group = try group(of: mate)
                    seen.formUnion(group)
                    all.append(group)
                }
            }
            next += 1
        }
        return all
    }

    private func group(of id: Int64) throws -> [Int64] {
        guard let record = try recordID(id) else { return [id] }
        return index?.outcome(of: record)?.members.compactMap { numbers[$0] } ?? [id]
    }

    /// The member of a group that speaks most for one of them, and why they are one.
    func reason(for id: Int64, in group: [Int64]) throws -> (other: Int64, why: Explanation)? {
        guard let mine = try recordID(id) else { return nil }
        var best: (other: Int64, why: Explanation)?
        // What hundreds have in common is not looked at pair by pair.
        for other in group.prefix(32) where other != id {
            guard let theirs = try recordID(other), let why = index?.explain(mine, theirs) else { continue }
            if why.bits > best?.why.bits ?? -.infinity { best = (other, why) }
        }
        return best
    }

    private func know(_ record: RecordID, _ id: Int64) {
        numbers[record] = id
        ids[id] = record
    }

    private func recordID(_ id: Int64) throws -> RecordID? {
        if let known = ids[id] { return known }
        guard let member = try members.read(id) else { return nil }
        return RecordID(system: try name(of: member.system), key: String(decoding: member.key, as: UTF8.self))
    }

    private func read(_ decisions: [Decision], with before: Member? = nil, as id: Int64 = 0) throws {
        var made = LinkIndex(weights: weights)
        var batch: [SourceRecord] = []
        try store.members(of: entity, changedAfter: -1) { stored in
            let found = stored.id == id ? before : stored
            guard let member = found, member.isStanding else { return }
            let record = evidence.record(of: member, system: try name(of: member.system))
            know(RecordID(system: record.system, key: record.key), member.id)
            batch.append(record)
        }
        made.load(batch)
        made.relink()
        index = made
        _ = try decide(decisions)
    }

    /// Takes in what people have decided by now.
    ///
    /// - Parameter before: what they had decided until now.
    /// - Returns: the groups of all that this touches, and of those who were of one thing with them.
    func decide(after before: [Decision]) throws -> [[Int64]] {
        if index == nil { try read(before) }
        return try whole(groups(try decide(store.decisions())))
    }

    private func decide(_ decisions: [Decision]) throws -> [[RecordID]] {
        decided = try store.decisionCounts()
        return index?.decide(try LinkDecisions(decisions, record: recordID)) ?? []
    }

    /// All members, in their groups.
    func all() throws -> [[Int64]] {
        if index == nil { try read(store.decisions()) }
        return groups(index?.clusters() ?? [])
    }

    /// The first pair of members that people said to be one and to be two.
    func contradiction() throws -> (Int64, Int64)? {
        let pairs = try LinkDecisions(store.decisions(), record: recordID).contradictions
        return pairs.lazy.compactMap { pair in
            self.numbers[pair.0].flatMap { one in self.numbers[pair.1].map { (one, $0) } }
        }.first
    }

    /// The name of a system's number.
    func name(of system: Int64) throws -> String {
        if let known = systems[system] { return known }
        let name = try store.name(system) ?? ""
        systems[system] = name
        return name
    }
}
