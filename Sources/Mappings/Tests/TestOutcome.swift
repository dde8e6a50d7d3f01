import Model

/// What a mapping made of the record of a test, in the words of tests.
struct TestOutcome {
    let mapping: CompiledMapping
    let schema: UnifiedSchema
    let zone: TimeZoneRules
    let page: RecordPage
    let batch: MappedBatch
    /// What is held, faults of the decoding included.
    let held: [MappedBatch.Rejection]

    init(_ mapping: CompiledMapping, _ page: RecordPage, schema: UnifiedSchema, zone: TimeZoneRules) {
        self.mapping = mapping
        self.schema = schema
        self.zone = zone
        self.page = page
        var batch = MappedBatch()
        let halt = mapping.apply(page, into: &batch)
        var held = batch.rejections
        if let halt, !held.contains(halt.rejection) { held.append(halt.rejection) }
        for fault in page.faults {
            held.append(
                MappedBatch.Rejection(record: 0, isWhole: true, code: fault.code, message: fault.message))
        }
        self.batch = batch
        self.held = held
    }

    /// The rule that left the record out.
    var filtered: String? {
        guard case .filtered(let rule)? = batch.outcomes.first else { return nil }
        return mapping.rules[rule]
    }

    /// Whether nothing of the record is stored.
    var isHeldWhole: Bool { held.contains(where: \.isWhole) }

    /// The rows of a name of the mapping; of an entity of the schema all rows that are stored.
    func rows(_ name: String) -> [Int] {
        let targets = mapping.targets
        let isTarget = targets.contains { $0.name == name }
        return batch.rows.indices.filter { index in
            let target = targets[Int(batch.rows[index].target)]
            return isTarget ? target.name == name : target.entity == name && !target.isReference
        }
    }

    func entity(_ row: Int) -> EntitySchema { schema.entities[Int(batch.rows[row].entity)] }

    /// A field of a row as tests write it; nil when it has no value.
    func text(_ field: ExpectedValue.Field, _ row: Int) -> String? {
        let first = Int(batch.rows[row].firstValue)
        let texts = field.columns.map { text(batch.values[first + $0]) }
        guard field.type == .point else { return texts.first ?? nil }
        guard let longitude = texts[0], let latitude = texts[1] else { return nil }
        return "[\(longitude), \(latitude)]"
    }

    private func text(_ value: MappedValue) -> String? {
        switch value.kind {
        case .null: nil
        case .text, .key, .list: String(decoding: batch.arena[value.range], as: UTF8.self)
        case .integer, .reference: String(value.payload)
        case .decimal: value.decimal?.description
        case .bool: value.payload == 0 ? "false" : "true"
        case .date: String(decoding: value.dateText, as: UTF8.self)
        case .datetime: moment(Instant(milliseconds: value.payload))
        case .row: key(Int(value.payload))
        }
    }

    private func moment(_ instant: Instant) -> String {
        var bytes: [UInt8] = []
        instant.append(to: &bytes, in: zone)
        return String(decoding: bytes, as: UTF8.self).replacing(".000", with: "")
    }

    /// The key of a row: what a reference to it is written as.
    func key(_ row: Int) -> String {
        let entity = entity(row)
        let parts = entity.key.compactMap { name in
            ExpectedValue.field(name, of: entity).flatMap { text($0, row) }
        }
        return parts.joined(separator: " ")
    }

    /// The texts of a list.
    static func items(_ list: String) -> [String] {
        (ListText.items(Array(list.utf8)) ?? []).map { String(decoding: $0, as: UTF8.self) }
    }
}
