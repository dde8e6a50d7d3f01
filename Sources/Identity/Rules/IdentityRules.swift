public import Model

/// What a hub's `mappings/identity.yaml` says of things that several systems speak of: what evidence weighs, and whose value
/// survives. Without the file everything is standard.
public struct IdentityRules: Sendable, Equatable {
    /// What evidence weighs.
    public internal(set) var weights = LinkWeights.standard
    /// The rules of every linked entity, by its name.
    public internal(set) var survivorship: [String: SurvivorshipRules]
    /// Tells these rules from others: things that were made by rules of another version are made anew.
    public internal(set) var version = "\(LinkIndex.version)"
    /// How many fields the file names.
    public internal(set) var fieldCount = 0

    /// The rules of a hub without the file.
    public static func standard(for schema: UnifiedSchema) -> IdentityRules {
        let linked = schema.entities.filter { $0.identity == .linked }
        return IdentityRules(
            survivorship: Dictionary(
                linked.map { ($0.name, SurvivorshipRules.standard(for: $0)) }, uniquingKeysWith: { first, _ in first }))
    }
}
