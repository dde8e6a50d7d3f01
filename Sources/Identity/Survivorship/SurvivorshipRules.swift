public import Model

/// Which member's value survives in the golden record of one entity, field by field.
public struct SurvivorshipRules: Sendable, Equatable {
    /// The entity's name.
    public let entity: String
    /// The fields in the schema's order.
    var fields: [FieldRule]
    /// The orders of trust that the fields have; the first is the entity's own.
    private(set) var orders: [TrustOrder]

    /// How one field is chosen.
    struct FieldRule: Sendable, Equatable {
        /// Its columns: a point's two stay together.
        let columns: Range<Int>
        let type: FieldType
        var rule = SurvivalRule.trusted
        /// The metres within which a system's points lie.
        var metres: [String: Double] = [:]
        /// Its place in ``SurvivorshipRules/orders``.
        var order = 0
    }

    /// Nothing is said of any field: every value is that of the first system by name.
    public static func standard(for entity: EntitySchema) -> SurvivorshipRules {
        SurvivorshipRules(entity, trust: [])
    }

    /// Every field is chosen by trust.
    init(_ entity: EntitySchema, trust: [String]) {
        self.entity = entity.name
        orders = [TrustOrder(trust)]
        fields = entity.fields.enumerated().map { index, field in
            let columns = entity.columns.indices.filter { entity.columns[$0].field == index }
            return FieldRule(columns: columns[0]..<columns[columns.count - 1] + 1, type: field.type)
        }
    }

    /// Gives a field an order of its own.
    mutating func trust(_ systems: [String], inField field: Int) {
        fields[field].order = orders.count
        orders.append(TrustOrder(systems))
    }
}
