import Model

/// An entity that refers to the things that have dossiers, and by which fields.
struct SectionPlan {
    let entity: EntitySchema
    /// The fields that refer to them, in the schema's order.
    let fields: [FieldSchema]

    /// The order in which people look for things: what is permitted, what is there, what comes of it, what followed.
    private static let order = [
        "permit", "permit_limit", "outlet", "discharge_route", "polluting_facility", "treatment_facility",
        "waste_licence",
        "waste_declaration", "waste_transfer", "monitoring_point", "measurement", "exceedance", "penalty",
    ]

    /// Found from the schema alone: a new entity that refers to them has its section, behind the known ones, without a line of
    /// code.
    static func all(of subject: EntitySchema, in schema: UnifiedSchema) -> [SectionPlan] {
        let plans = schema.entities.compactMap { entity in
            let fields = entity.fields.filter { $0.type.target == subject.name }
            return fields.isEmpty ? nil : SectionPlan(entity: entity, fields: fields)
        }
        let known = order.compactMap { name in plans.first { $0.entity.name == name } }
        return known + plans.filter { !order.contains($0.entity.name) }
    }

    /// The keys of the sections, one a field.
    var keys: [String] { fields.map(key) }

    /// A section's key: the entity's name, with the field's behind a dot when several refer.
    func key(_ field: FieldSchema) -> String {
        fields.count == 1 ? entity.name : "\(entity.name).\(field.name)"
    }

    /// A section's title: the entity's, with the field's when several refer: who sends waste and who takes it are told apart.
    func title(_ field: FieldSchema) -> Title {
        guard fields.count > 1 else { return entity.title }
        return Title(
            zh: "\(entity.title.zh)（\(field.title.zh)）", en: "\(entity.title.en) (\(field.title.en.lowercased()))")
    }

    /// The columns of a section by `field`: every field but that one.
    func columns(_ field: FieldSchema) -> [DossierColumn] {
        entity.fields.filter { $0.name != field.name }.map {
            DossierColumn(name: $0.name, title: $0.title, unit: $0.type.unit, isNumber: $0.type.isNumber)
        }
    }

    /// What the rows are new or old by: a time of the key, else the first time that the entity has; nil when it has none.
    var time: FieldSchema? {
        let times = entity.fields.filter { $0.type == .date || $0.type == .datetime }
        return times.first { entity.key.contains($0.name) } ?? times.first
    }

    /// Whether a request for `wanted` asks for the section.
    func isWanted(_ field: FieldSchema, _ wanted: Set<String>?) -> Bool {
        wanted.map { $0.contains(entity.name) || $0.contains(key(field)) } ?? true
    }
}
