import Connectors
import Identity
import Model

// Which system's value survives: mappings/identity.yaml, which a hub need not have.
extension HubLoader {
    /// The rules of the file, or the standard ones.
    ///
    /// - Parameter connectors: those that could be read. When some could not, a system may be theirs and is not asked for.
    func readIdentity(_ schema: UnifiedSchema, _ connectors: [ConnectorDefinition], areAll: Bool) -> IdentityRules {
        let standard = IdentityRules.standard(for: schema)
        guard let file = files.one(HubFiles.identity) else { return standard }
        let systems = areAll ? connectors.map(\.system) : nil
        return IdentityRules.read(name: file.name, bytes: file.bytes, schema: schema, systems: systems, into: bag)
            ?? standard
    }
}
