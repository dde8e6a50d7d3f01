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
            guard let system = item.text(), isSystem(system, item, at: item.location) else { continue }
            if systems.contains(system) { item.report(.duplicateName, "`\(system)` stands twice") }
            systems.append(system)
        }
        return systems
    }

    /// Whether there is such a system; reports it otherwise.
    private func isSystem(_ name: String, _ value: ConfigValue, at place: FilePlace) -> Bool {
        guard let systems, !systems.contains(name) else { return true }
        value.report(
            .invalidValue, "no connector pulls from a system `\(name.prefix(80))`", at: place.range,
            evidence: Suggestion.help(for: name, among: systems))
        return false
    }

    private func metres(_ value: ConfigValue) -> [String: Double] {
        var metres: [String: Double] = [:]
        for entry in value.entries() ?? [] {
            let length = entry.value.metres()
            if isSystem(entry.name, entry.value, at: entry.nameLocation) { metres[entry.name] = length }
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
