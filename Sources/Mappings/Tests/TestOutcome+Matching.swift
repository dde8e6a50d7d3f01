import Model
import YAML

extension TestOutcome {
    /// Whether a field of a row is what a test expects.
    func matches(_ node: YAMLNode, _ field: ExpectedValue.Field, _ row: Int) -> Bool {
        guard let text = text(field, row) else { return node.saysNull }
        switch field.type {
        case .list: return node.items.map { $0.compactMap(\.text) } == Self.items(text)
        case .point:
            let halves = text.dropFirst().dropLast().split(separator: ", ").map(String.init)
            guard let wanted = node.items?.compactMap(\.text), wanted.count == halves.count else { return false }
            return zip(wanted, halves).allSatisfy(Self.isNear)
        default: break
        }
        guard let wanted = node.text, !node.saysNull else { return false }
        switch field.type {
        case .decimal where field.schema.type == .point: return Self.isNear(wanted, text)
        case .integer, .decimal, .quantity:
            guard let left = try? DecimalValue(wanted), let right = try? DecimalValue(text) else { return false }
            return left == right
        case .datetime:
            return ExpectedValue.instant(wanted, zone: zone) == ExpectedValue.instant(text, zone: zone)
        default: return wanted == text
        }
    }

    /// Degrees are compared in as many places as the test writes: a datum's correction has no end of them.
    private static func isNear(_ wanted: String, _ text: String) -> Bool {
        guard let left = try? DecimalValue(wanted), let right = try? DecimalValue(text) else { return false }
        let places = wanted.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        return left == right.rounded(places: places)
    }

    /// Whether something held is what a test expects to be held.
    func matches(_ note: ExpectedNote, _ rejection: MappedBatch.Rejection) -> Bool {
        let parts = rejection.target.split(separator: ".", maxSplits: 1).map(String.init)
        return matches(
            note, entity: parts.first ?? "", field: parts.count > 1 ? parts[1] : "", code: rejection.code,
            value: rejection.value)
    }

    /// Whether a flag is what a test expects to be flagged.
    func matches(_ note: ExpectedNote, _ flag: MappedBatch.Flag) -> Bool {
        let target = mapping.targets[Int(batch.rows[flag.row].target)]
        if let wanted = note.entity, wanted == target.name, wanted != target.entity {
            return matches(note, entity: wanted, field: flag.field, code: flag.code, value: flag.value)
        }
        return matches(note, entity: target.entity, field: flag.field, code: flag.code, value: flag.value)
    }

    private func matches(_ note: ExpectedNote, entity: String, field: String, code: String, value: String) -> Bool {
        if let wanted = note.entity, wanted != entity {
            // The mapping's own name for it.
            guard mapping.targets.contains(where: { $0.name == wanted && $0.entity == entity }) else { return false }
        }
        return (note.field ?? field) == field && (note.code ?? code) == code && (note.value ?? value) == value
    }
}
