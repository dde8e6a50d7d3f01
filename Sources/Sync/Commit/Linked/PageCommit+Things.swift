import Feeds
import Identity
import Model
import Storage

// The things that members are: who belongs to which, what of it is shown, and what becomes of those that are found to be one
// or two.
extension PageCommit {
    /// Gives members the things that linking has grouped them in, and makes everything follow: the things' rows, the rows that refer to
    /// them, the feeds.
    ///
    /// - Parameter returning: a member that nothing was said of until now: its old number is its own only if nobody else has it.
    func regroup(
        _ plan: EntityPlan, _ groups: [[Int64]], returning: Int64? = nil,
        why cause: RegroupingTable.Move.Cause? = nil, decision: Int64 = 0
    ) throws {
        var stored: [Int64: Int64] = [:]
        let seats = try groups.map { group in
            try group.map { try seat(of: $0, isReturning: $0 == returning, stored: &stored) }
        }
        let inside = Set(groups.joined())
        let rows = try Regrouping.rows(
            of: seats, isFree: { number in try members.standing(of: number).allSatisfy(inside.contains) },
            fresh: { store.takeRowNumber() })
        var (moves, returned): ([RegroupingTable.Move], [RegroupingTable.Move]) = ([], [])
        for (group, row) in zip(seats, rows) {
            for seat in group {
                let stored = stored[seat.member] ?? 0
                if stored == row { continue }
                var move = RegroupingTable.Move(member: seat.member, from: seat.row, to: row)
                move.cause = cause ?? (seat.row == 0 ? .linked : .relinked)
                move.decision = decision
                try members.move(seat.member, to: row)
                try note(plan, &move, among: group.map(\.member))
                if seat.row != 0 { moves.append(move) }
                if seat.row == 0, stored != 0 { returned.append(.init(member: seat.member, from: stored, to: row)) }
            }
        }
        if !returned.isEmpty { try moveReferences(plan, returned) }
        if !moves.isEmpty { try follow(plan, moves) }
    }

    private func seat(
        of id: Int64, isReturning: Bool, stored: inout [Int64: Int64]
    ) throws -> Regrouping.Seat {
        guard let place = try members.place(id) else {
            throw StoreError(.damaged, "there is no member \(id)")
        }
        var row = place.row
        stored[id] = row
        if isReturning, row != 0, try members.standing(of: row).contains(where: { $0 != id }) { row = 0 }
        return Regrouping.Seat(member: id, row: row, isStated: place.records > 0)
    }

    private func note(_ plan: EntityPlan, _ move: inout RegroupingTable.Move, among group: [Int64]) throws {
        if let reason = try linking(plan).reason(for: move.member, in: group) {
            move.other = reason.other
            move.bits = reason.why.bits
            move.rule = reason.why.rule.rawValue
        }
        try regroupings.note(move, stamp)
    }

    /// What existed before has moved: rows are shown anew, references follow, and what nobody is any more goes into what it was
    /// found to be.
    private func follow(_ plan: EntityPlan, _ moves: [RegroupingTable.Move]) throws {
        let outer = cause
        defer { cause = outer }
        var gone: [Int64: Int64] = [:]
        for from in Set(moves.map(\.from)) where try members.standing(of: from).isEmpty {
            let heirs = moves.filter { $0.from == from }
            gone[from] = (heirs.first { $0.member == from } ?? heirs[0]).to
        }
        let targets = Set(moves.map(\.to)), sources = Set(moves.map(\.from)).subtracting(gone.keys)
        for row in targets.sorted() {
            try regroupings.revive(row)
            // A number that was there before takes something in; any other one is what was split off.
            cause = gone.values.contains(row) ? .identityMerge : .identitySplit
            try settle(plan, row, isForced: cause == .identitySplit)
        }
        cause = .identitySplit
        for row in sources.sorted() where !targets.contains(row) { try settle(plan, row, isForced: true) }
        cause = gone.isEmpty ? .identitySplit : .identityMerge
        try moveReferences(plan, try moves + absentees(of: gone))
        cause = .identityMerge
        for (row, survivor) in gone.sorted(by: { $0.key < $1.key }) {
            try regroupings.merge(row, entity: plan.table.number, into: survivor, at: stamp.at)
            if let present = try plan.table.read(row) { try merge(plan, present.head, present.values, into: survivor) }
        }
    }

    /// Members that nothing is said of any more go where those go that they were one with.
    private func absentees(of gone: [Int64: Int64]) throws -> [RegroupingTable.Move] {
        try gone.sorted { $0.key < $1.key }.flatMap { row, survivor in
            try members.all(of: row).map { member in
                try members.move(member, to: survivor)
                var move = RegroupingTable.Move(member: member, from: row, to: survivor)
                move.cause = .relinked
                try regroupings.note(move, stamp)
                return move
            }
        }
    }

    /// Makes the row of a thing what its members say together.
    func settle(_ plan: EntityPlan, _ row: Int64, isForced: Bool = false) throws {
        let stated = try members.stated(of: row)
        let present = try plan.table.read(row)
        guard !stated.isEmpty else {
            if let present { try delete(plan, present.head, present.values) }
            return
        }
        let golden = try survivors(plan, stated)
        let print = plan.hashing.print(golden.values, 0, golden.arena)
        let record = stated.count == 1 ? stated[0].record : 0
        guard let present else {
            let hash = UInt64(bitPattern: row)
            let back = try history.unearth(entity: plan.table.number, keyHash: hash)
            let thing = Identified(row: row, keyHash: hash, rev: back?.rev ?? 0, wasKnown: true)
            return try insert(
                plan, PreparedPage.nothing, thing, golden.values, 0, golden.arena, print: print, record: record)
        }
        if print != present.head.print || record != present.head.record {
            try replace(
                plan, present.head, present.values, by: golden, print: print, record: record, isForced: isForced)
        } else if isForced {
            try feeds.publish(
                .init(plan: plan, head: present.head, cause: cause, isForced: true), golden.values, at: 0,
                arena: golden.arena)
        }
    }

    /// When the record that is being settled came.
    private var saidAt: Int64 { cameAt ?? (mapsAnew && oldAt != 0 ? oldAt : stamp.at) }

    /// The golden row of some members.
    private func survivors(_ plan: EntityPlan, _ stated: [Member]) throws -> RowValues {
        if stated.count == 1 { return stated[0].values }
        let rules = survivorship[plan.index] ?? .standard(for: plan.table.schema)
        let candidates = try Candidate.of(
            stated, system: linking(plan).name(of:),
            time: { $0 == current ? saidAt : try records.time(of: $0) ?? stamp.at })
        return rules.choose(candidates).values
    }
}
