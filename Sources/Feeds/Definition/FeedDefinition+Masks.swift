import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// Reads `masks:`: column indices with what is left of them.
    func readMasks(_ value: ConfigValue, _ entity: EntitySchema) -> [Int: FeedMask] {
        var masks: [Int: FeedMask] = [:]
        for entry in value.entries() ?? [] {
            let columns = resolve(entry.name, entity, value, at: entry.nameLocation.range)
            guard let mask = mask(entry.value) else { continue }
            for index in columns {
                if !Self.fits(mask, entity.columns[index].type) {
                    entry.value.report(
                        .unfitMask, "`\(entry.value.node.text ?? "")` does not fit `\(entity.columns[index].name)`",
                        help: [DiagnosticCode.unfitMask.explanation])
                }
                masks[index] = mask
            }
        }
        return masks
    }

    private func mask(_ value: ConfigValue) -> FeedMask? {
        guard let text = value.text() else { return nil }
        let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        let count = parts.count == 2 && parts[1].hasSuffix(")") ? Int(parts[1].dropLast()) : nil
        switch (parts[0], parts.count, count) {
        case ("null", 1, _): return .null
        case ("hash", 1, _): return .hash(MaskKey(secret: secret, feed: heading.name))
        case ("keep_last", 2, .some(let count)) where (1...100).contains(count): return .keepLast(count)
        case ("keep_first", 2, .some(let count)) where (1...100).contains(count): return .keepFirst(count)
        case ("round", 2, .some(let count)) where (0...10).contains(count): return .round(count)
        default:
            value.report(
                .invalidValue, "`\(text.prefix(80))` is not a mask",
                evidence: Suggestion.help(
                    for: text, among: ["keep_last(4)", "keep_first(1)", "round(2)", "hash", "null"]))
            return nil
        }
    }

    private static func fits(_ mask: FeedMask, _ type: FieldType) -> Bool {
        switch (mask, type) {
        case (.keep, _), (.null, _): true
        case (.keepLast, .text), (.keepFirst, .text), (.keepLast, .code), (.keepFirst, .code): true
        case (.hash, .text), (.hash, .code): true
        case (.round, .integer), (.round, .decimal), (.round, .quantity): true
        default: false
        }
    }

    /// A mask of a column that the feed does not show is a mistake: somebody believes that it protects something.
    func reportIdleMasks(_ masks: ConfigValue?, _ entity: EntitySchema, _ columns: [FeedColumn]) {
        for entry in masks?.node.entries ?? [] {
            let isKnown = entity.column(of: entry.key) != nil || entity.columns.contains { $0.name == entry.key }
            let isShown = columns.contains { column in
                column.name == entry.key || entity.fields[entity.columns[column.index].field].name == entry.key
            }
            if isKnown, !isShown {
                masks?.report(
                    .unfitMask, "`\(entry.key)` is masked but not among the columns", at: entry.keyRange,
                    help: ["take the mask away, or name the field in `columns:`"])
            }
        }
    }
}
