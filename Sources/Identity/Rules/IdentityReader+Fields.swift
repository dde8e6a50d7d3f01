import Diagnostics
import Model
import YAML

extension IdentityReader {
    /// Reads what is said of one field.
    func read(_ reader: ConfigReader, field: Int, of entity: EntitySchema, into rules: inout SurvivorshipRules) {
        let rule = reader.optional("rule").flatMap { self.rule($0, entity.fields[field]) } ?? .trusted
        rules.fields[field].rule = rule
        if let systems = trust(reader.optional("trust")) { rules.trust(systems, inField: field) }
        guard let value = reader.optional("accuracy") else { return }
        rules.fields[field].metres = metres(value)
        if rule != .accuracy, reader.optional("rule")?.node.text != SurvivalRule.accuracy.rawValue {
            value.report(
                .conflictingKeys, "`accuracy` is asked by `rule: accuracy` alone",
                at: reader.keyLocation("accuracy")?.range, help: ["write `rule: accuracy`, or delete `accuracy`"])
        }
    }

    private func rule(_ value: ConfigValue, _ field: FieldSchema) -> SurvivalRule? {
        guard let rule = value.choice(SurvivalRule.self) else { return nil }
        if rule.fits(field.type) { return rule }
        let fitting = SurvivalRule.allCases.filter { $0.fits(field.type) }.map(\.rawValue)
        value.report(
            .unfitRule, "`\(rule.rawValue)` does not fit `\(field.name)`",
            help: ["possible here: " + fitting.joined(separator: ", ")])
        return nil
    }

    /// Systems, the most trusted first; nil when nothing is said.
    func trust(_ value: ConfigValue?) -> [String]? {
        var systems: [String] = []
        guard let items = value?.list() else { return nil }
        for item in items {
            guard let system = system(item) else { continue }
            if systems.contains(system) { item.report(.duplicateName, "`\(system)` stands twice") }
            systems.append(system)
        }
        return systems
    }

    private func system(_ value: ConfigValue) -> String? {
        guard let systems else { return value.text() }
        return value.choice(of: systems)
    }

    private func metres(_ value: ConfigValue) -> [String: Double] {
        var metres: [String: Double] = [:]
        for entry in value.entries() ?? [] {
            metres[entry.name] = entry.value.metres()
            guard let systems, !systems.contains(entry.name) else { continue }
            value.report(
                .invalidValue, "no connector pulls from a system `\(entry.name.prefix(80))`",
                at: entry.nameLocation.range, evidence: Suggestion.help(for: entry.name, among: systems))
        }
        return metres
    }

    /// Reads one weight.
    mutating func weigh(_ name: String, _ value: ConfigValue, at place: FilePlace) {
        guard LinkWeights.isName(name[...]) else {
            value.report(
                .unknownKey, "there is no weight `\(name.prefix(80))`", at: place.range,
                evidence: Suggestion.help(for: name, among: LinkWeights.names))
            return
        }
        guard let bits = value.number() else { return }
        if abs(bits) > 1000 || !setWeight(name, bits) {
            value.reportInvalid("a weight of `\(name)`", help: LinkWeights.range(of: name[...]))
        }
    }
}
