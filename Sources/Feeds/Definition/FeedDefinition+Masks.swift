import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// Reads `masks:`: column indices with what is left of them.
    mutating func readMasks(_ node: YAMLNode, _ entity: EntitySchema) -> [Int: FeedMask] {
        guard let entries = mapping(node) else { return [:] }
        var masks: [Int: FeedMask] = [:]
        for entry in entries {
            let columns = resolve(entry.key, entity, at: entry.keyRange)
            guard let mask = mask(entry.value) else { continue }
            for index in columns {
                if !fits(mask, entity.columns[index].type) {
                    report(
                        .unfitMask, "`\(entry.value.text ?? "")` does not fit `\(entity.columns[index].name)`",
                        at: entry.value.range, help: DiagnosticCode.unfitMask.explanation)
                }
                masks[index] = mask
            }
        }
        return masks
    }

    private mutating func mask(_ node: YAMLNode) -> FeedMask? {
        guard let text = text(node) else { return nil }
        let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        let count = parts.count == 2 && parts[1].hasSuffix(")") ? Int(parts[1].dropLast()) : nil
        switch (parts[0], parts.count, count) {
        case ("null", 1, _): return .null
        case ("keep_last", 2, .some(let count)) where (1...100).contains(count): return .keepLast(count)
        case ("keep_first", 2, .some(let count)) where (1...100).contains(count): return .keepFirst(count)
        case ("round", 2, .some(let count)) where (0...10).contains(count): return .round(count)
        default:
            let known = ["keep_last(4)", "keep_first(1)", "round(2)", "null"]
            report(
                .invalidValue, "`\(text)` is not a mask", at: node.range,
                help: Suggestion.help(for: text, among: known))
            return nil
        }
    }

    private func fits(_ mask: FeedMask, _ type: FieldType) -> Bool {
        switch (mask, type) {
        case (.keep, _), (.null, _): true
        case (.keepLast, .text), (.keepFirst, .text), (.keepLast, .code), (.keepFirst, .code): true
        case (.round, .integer), (.round, .decimal), (.round, .quantity): true
        default: false
        }
    }
}
