import Model

/// A header taken apart into its words and the unit that stands behind them: `浓度(mg/L)`, `产生量（吨）`, `mass_kg`.
struct HeaderUnit: Equatable, Sendable {
    /// The header without the unit.
    let words: String
    /// The unit as written; nil when there is none.
    let unit: String?

    /// Takes a header apart. Only what `units` knows counts as a unit: `所在县(市、区)` has none.
    init(_ header: String, units: UnitTable) {
        let text = Cleaner.halfwidth(Cleaner.trim(header))
        if let open = text.lastIndex(where: { "([【".contains($0) }), let last = text.last, ")]】".contains(last) {
            let inner = String(text[text.index(after: open)...].dropLast())
            let spelling = Cleaner.trim(inner.replacing("单位:", with: ""))
            if units.unit(spelling) != nil {
                (words, unit) = (Cleaner.trim(String(text[..<open])), spelling)
                return
            }
        }
        if let cut = text.lastIndex(of: "_"), cut != text.startIndex {
            let tail = String(text[text.index(after: cut)...])
            let isUnit = units.unit(tail).map { units[$0].dimension != "count" } ?? false
            if isUnit, tail.count > 1, text.contains(where: { !$0.isASCII }) || ["kg", "mg", "km", "mm"].contains(tail)
            {
                (words, unit) = (String(text[..<cut]), tail)
                return
            }
        }
        (words, unit) = (text, nil)
    }
}

extension Cleaner {
    static func trim(_ text: String) -> String { Cleaner.named("trim")?(text) ?? text }
    static func halfwidth(_ text: String) -> String { Cleaner.named("halfwidth")?(text) ?? text }
}
