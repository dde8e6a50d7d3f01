import Model
import Storage

// Linked entities: a row speaks of a member, which is what the system calls by the row's key. Which thing of the hub that is,
// linking decides.
extension PageCommit {
    /// By what a system, or anybody, calls a member.
    struct MemberName {
        /// The system; of a member that nobody has a key for, the identifier by which it is called.
        var system: Int64
        var key: [UInt8]
    }

    /// What the row is called: by its system's own key, else by an identifier, else (a row that tells of something) by its record.
    private func name(
        _ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], isReference: Bool
    ) -> MemberName? {
        if let own = ownKey(plan, values, base, arena) { return MemberName(system: system, key: Array(own)) }
        for identifier in plan.identifiers {
            guard let key = usable(identifier, values, base, arena) else { continue }
            return MemberName(system: identifier.speaker, key: Array(key))
        }
        return isReference ? nil : MemberName(system: system, key: [UInt8(ascii: "=")] + key)
    }

    /// The member that a row tells of. One that is not known yet is made by ``speak(_:_:_:_:_:_:record:)``.
    func linked(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Identified {
        guard let name = name(plan, values, base, arena, isReference: false) else {
            throw StoreError(.misuse, "a row of \(plan.table.schema.name) has no name")
        }
        if let place = try members.find(entity: plan.table.number, system: name.system, key: name.key[...]) {
            return Identified(row: place.id, keyHash: 0, isPresent: true)
        }
        newcomer = name
        return Identified(row: store.takeRowNumber(), keyHash: 0)
    }

    /// The member that a row only names; 0 when it is called nothing by which it could be found again.
    func referred(_ plan: EntityPlan, _ values: [MappedValue], _ base: Int, _ arena: [UInt8]) throws -> Int64 {
        guard let name = name(plan, values, base, arena, isReference: true) else { return 0 }
        var said = RowValues(copying: values, at: base, count: plan.width, arena: arena)
        // Of a member that several systems call by an identifier nothing else is taken: the first of them would decide.
        if name.system != system { said = onlyIdentifiers(plan, said) }
        return try mention(plan, name, said)
    }

    private func onlyIdentifiers(_ plan: EntityPlan, _ said: RowValues) -> RowValues {
        var row = said
        for column in row.values.indices where !plan.identifiers.contains(where: { $0.column == column }) {
            row.values[column] = .null
        }
        return row
    }

    /// The member that the system calls by `key`, which a reference names.
    func referred(_ plan: EntityPlan, key: ArraySlice<UInt8>) throws -> Int64 {
        let nothing = RowValues(values: Array(repeating: .null, count: plan.width))
        return try mention(plan, MemberName(system: system, key: Array(key)), nothing)
    }

    /// Notes that a record refers to a member, and gives its number. Of what mentions say the first holds; it counts as long as no
    /// record tells of the member.
    private func mention(_ plan: EntityPlan, _ name: MemberName, _ said: RowValues) throws -> Int64 {
        let place = try members.find(entity: plan.table.number, system: name.system, key: name.key[...])
        if let place, place.records > 0 {
            if !place.isMentioned {
                try members.mention(place.id, said)
                try noteIdentifiers(plan, place.id, said.values, 0, said.arena, record: 0)
            }
            return place.id
        }
        var member: Member
        if let place, let known = try members.read(place.id) {
            member = known
        } else {
            member = Member(id: store.takeRowNumber(), entity: plan.table.number, system: name.system, key: name.key)
        }
        let before = member
        member.records = 0
        member.mention = GoldenRow.merge([before.mention, said].compactMap(\.self), width: plan.width)
        member.values = member.mention ?? said
        if member == before { return member.id }
        try noteIdentifiers(plan, member.id, said.values, 0, said.arena, record: 0)
        guard place != nil else {
            try admit(plan, &member)
            return member.id
        }
        try members.update(member)
        if before.isStanding, linking(plan).isSame(before.values, member.values) { return member.id }
        let groups = try linking(plan).put(member, before: before)
        try regroup(plan, groups, returning: before.isStanding ? nil : member.id)
        return member.id
    }

    /// Adds a member that nobody knew, with the thing that it is.
    func admit(_ plan: EntityPlan, _ member: inout Member) throws {
        let groups = try linking(plan).put(member, before: nil)
        let isAlone = groups.allSatisfy { $0 == [member.id] }
        member.row = isAlone ? member.id : 0
        try members.insert(member)
        if !isAlone { try regroup(plan, groups) }
    }

    /// What record says of a member; the thing that it belongs to becomes what all its members say together.
    func speak(
        _ plan: EntityPlan, _ index: Int, _ identified: Identified, _ values: [MappedValue], _ base: Int,
        _ arena: [UInt8], record: Int64
    ) throws {
        try noteIdentifiers(plan, identified.row, values, base, arena, record: record)
        let said = RowValues(copying: values, at: base, count: plan.width, arena: arena)
        guard identified.isPresent else {
            return try introduce(plan, index, identified.row, said, record: record)
        }
        guard var member = try members.read(identified.row) else {
            throw StoreError(.damaged, "member \(identified.row) of \(plan.table.schema.name) cannot be read")
        }
        let before = member
        try contribute(said, to: &member, plan, record: record)
        try settle(plan, member, before)
    }

    /// A member that nobody knew.
    private func introduce(
        _ plan: EntityPlan, _ index: Int, _ id: Int64, _ said: RowValues, record: Int64
    ) throws {
        guard let name = newcomer else { throw StoreError(.misuse, "a new member has no name") }
        var member = Member(id: id, entity: plan.table.number, system: name.system, key: name.key)
        member.records = 1
        member.record = record
        member.values = said
        try admit(plan, &member)
        if member.row == id {
            let thing = Identified(row: id, keyHash: UInt64(bitPattern: id))
            let print = prepared.row(index)?.print ?? plan.hashing.print(said.values, 0, said.arena)
            return try insert(plan, index, thing, said.values, 0, said.arena, print: print, record: record)
        }
        try settle(plan, try members.row(of: id))
    }

    /// Withdraws what a record says of a member.
    func unsay(_ plan: EntityPlan, _ id: Int64, record: Int64) throws {
        try aliases.delete(row: id, record: record)
        guard var member = try members.read(id), member.isStated else { return }
        let before = member
        if member.record == record {
            member.records = member.mention == nil ? Member.unspoken : 0
            member.record = 0
            member.values = member.mention ?? RowValues(values: Array(repeating: .null, count: plan.width))
        } else {
            try contributions.delete(row: id, record: record)
            member.records -= 1
            if member.records == 1 || member.speakers.contains(record) { try gather(plan, &member) }
        }
        try settle(plan, member, before)
    }

    /// A member is said other things of than before.
    private func settle(_ plan: EntityPlan, _ member: Member, _ before: Member) throws {
        if member == before { return }
        var counted = before
        counted.records = member.records
        if member == counted, before.isStated, member.isStated {
            return try members.count(member)
        }
        try members.update(member)
        let isSame = linking(plan).isSame(before.values, member.values)
        if !isSame || member.isStanding != before.isStanding {
            let groups = try linking(plan).put(member, before: before)
            try regroup(plan, groups, returning: before.isStanding ? nil : member.id)
        }
        try settle(plan, try members.row(of: member.id))
    }

    /// Notes what `record` calls member `row`: an identifier holds as long as any record says it.
    private func noteIdentifiers(
        _ plan: EntityPlan, _ row: Int64, _ values: [MappedValue], _ base: Int, _ arena: [UInt8], record: Int64
    ) throws {
        if record != 0 { try aliases.delete(row: row, record: record) }
        for identifier in plan.identifiers {
            guard let key = usable(identifier, values, base, arena) else { continue }
            try aliases.insert(
                entity: plan.table.number, scheme: identifier.scheme, key: key, row: row, record: record)
        }
    }
}
