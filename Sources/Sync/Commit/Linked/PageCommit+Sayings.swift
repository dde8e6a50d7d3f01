import Model
import Storage

// What several records of one system say of one member: of each column the newest value holds.
extension PageCommit {
    /// Adds what a record says.
    func contribute(_ said: RowValues, to member: inout Member, _ plan: EntityPlan, record: Int64) throws {
        if !member.isStated || member.record == record {
            member.records = 1
            member.record = record
            member.values = said
            member.speakers = []
            return
        }
        if member.record != 0 { try spread(&member, plan) }
        let earlier = try contributions.find(row: member.id, record: record)
        // What is said again is no news: it does not come before what others have said since.
        if let earlier, isSame(earlier, said) { return }
        try contributions.say(member: member.id, record: record, entity: plan.table.number, said)
        if earlier != nil { return try gather(plan, &member, wanted: said) }
        member.records += 1
        overlay(said, on: &member, record: record)
    }

    private func isSame(_ one: RowValues, _ two: RowValues) -> Bool {
        one.values.count == two.values.count
            && one.values.indices.allSatisfy { one.equals($0, two.values[$0], in: two.arena) }
    }

    /// A second record speaks of what one alone spoke of.
    private func spread(_ member: inout Member, _ plan: EntityPlan) throws {
        try contributions.say(
            member: member.id, record: member.record, entity: plan.table.number, isFirst: true, member.values)
        member.speakers = member.values.values.map { $0.kind == .null ? 0 : member.record }
        member.record = 0
    }

    /// What is newest: it holds wherever it says anything. Who said the same before is still named for it.
    private func overlay(_ said: RowValues, on member: inout Member, record: Int64) {
        let isNews = said.values.indices.contains { column in
            said.values[column].kind != .null && !member.values.equals(column, said.values[column], in: said.arena)
        }
        guard isNews else { return }
        for column in said.values.indices where said.values[column].kind != .null {
            if !member.values.equals(column, said.values[column], in: said.arena) { member.speakers[column] = record }
        }
        member.values = GoldenRow.merge([said, member.values], width: member.values.values.count)
    }

    /// Puts together anew what the records say. They are read only until they have given every column that anything is known of.
    func gather(_ plan: EntityPlan, _ member: inout Member, wanted said: RowValues? = nil) throws {
        let known = (0..<plan.width).filter { member.values.has($0) || said?.has($0) ?? false }
        var golden = GoldenRow(width: plan.width, wanted: known)
        try contributions.forEach(member.id) { contribution in
            golden.add(contribution.values, from: contribution.record)
            return !golden.isWhole
        }
        if member.records == 1 {
            // The one that is left says all there is: it may say nothing of a column, so it is read whatever it gave.
            guard let only = try only(of: member.id), let values = try contributions.find(row: member.id, record: only)
            else { throw StoreError(.damaged, "nothing is said of member \(member.id)") }
            try contributions.delete(row: member.id, record: only)
            (member.record, member.values, member.speakers) = (only, values, [])
            return
        }
        (member.values, member.speakers) = (golden.values, golden.speakers)
    }

    private func only(of member: Int64) throws -> Int64? {
        var found: Int64?
        try contributions.forEach(member) { contribution in
            found = contribution.record
            return false
        }
        return found
    }
}
