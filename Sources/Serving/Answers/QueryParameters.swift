import HTTPServer
import Storage

/// The parameters that a path knows, checked.
enum QueryParameters {
    /// Throws 400 for a parameter that is not known, or given twice: a misspelt filter must not give everything.
    static func check(_ request: borrowing HTTPRequest, _ known: [StaticString]) throws(Problem) {
        // As many names as there are parameters: all are known, and none comes twice.
        let count = request.queryCount
        var found = 0
        for name in known where found < count && request.withQuery(name, { $0 != nil }) { found += 1 }
        // A signed link has its signature wherever it leads.
        if found < count, request.withQuery("sig", { $0 != nil }) { found += 1 }
        guard found != count else { return }
        let names = known.map { "\($0)" }
        var seen: Set<String> = []
        for (name, _) in request.query {
            let shown = name.prefix(64)
            if !names.contains(name), name != LinkSeal.parameter {
                if PartnerService.hasKeyInQuery(request) { throw .keyInQuery }
                let list = names.isEmpty ? "none" : names.joined(separator: ", ")
                throw .badRequest("unknown-parameter", "There is no parameter `\(shown)` here. Known: \(list).")
            }
            if !seen.insert(name).inserted {
                throw .badRequest("repeated-parameter", "The parameter `\(shown)` is given twice.")
            }
        }
    }

    /// A whole number; nil when the parameter is absent. Above `most` it counts as `most`.
    static func number(
        _ request: borrowing HTTPRequest, _ name: StaticString, from least: Int, most: Int
    ) throws(Problem) -> Int? {
        let value = request.withQuery(name) { text -> Int? in
            guard let text else { return nil }
            return digits(text)
        }
        guard let value else { return nil }
        guard value >= least else {
            throw .badRequest("bad-parameter", "`\(name)` is a whole number from \(least) to \(most).")
        }
        return min(value, most)
    }

    /// The value of some digits, the largest number for too many of them; -1 for anything else.
    private static func digits(_ text: RawSpan) -> Int {
        guard (1...100).contains(text.byteCount) else { return -1 }
        var value = 0
        for place in 0..<text.byteCount {
            let byte = text.byte(place)
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return -1 }
            let (product, isLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            value = isLarge || isLarger ? .max : sum
        }
        return value
    }

    static func bytes(_ request: borrowing HTTPRequest, _ name: StaticString) -> [UInt8]? {
        request.withQuery(name) { text in
            if let text { text.bytes } else { nil }
        }
    }
}
