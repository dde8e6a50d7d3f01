/// The `Link` header (RFC 8288).
enum LinkHeader {
    /// The target of the first link whose relation is `next`, as written; nil when there is none.
    ///
    /// Commas and semicolons inside `<>` and quotes do not split; `rel` is a list of words in any case, of which the
    /// first parameter counts; links with an `anchor` speak of another page and are skipped.
    static func next(in header: String) -> String? {
        var rest = Array(header.unicodeScalars)[...]
        while let link = take(&rest) {
            var seenRel = false
            var isNext = false
            var isForeign = false
            for (name, value) in link.parameters {
                if name == "anchor" { isForeign = true }
                guard name == "rel", !seenRel else { continue }
                seenRel = true
                isNext = value.lowercased().split(separator: " ").contains("next")
            }
            if isNext, !isForeign { return link.target }
        }
        return nil
    }

    private struct Link {
        var target: String
        var parameters: [(name: String, value: String)]
    }

    private static func take(_ rest: inout ArraySlice<Unicode.Scalar>) -> Link? {
        while let first = rest.first, first != "<" { rest.removeFirst() }
        guard rest.popFirst() != nil, let close = rest.firstIndex(of: ">") else { return nil }
        var link = Link(target: text(rest[..<close]).trimmingBlanks, parameters: [])
        rest = rest[(close + 1)...]
        while let first = rest.first, first != "," {
            rest.removeFirst()
            if first == ";" { link.parameters.append(parameter(&rest)) }
        }
        return link
    }

    private static func parameter(_ rest: inout ArraySlice<Unicode.Scalar>) -> (name: String, value: String) {
        var name = ""
        while let first = rest.first, first != "=", first != ";", first != "," {
            name.unicodeScalars.append(first)
            rest.removeFirst()
        }
        name = name.trimmingBlanks.lowercased()
        guard rest.first == "=" else { return (name, "") }
        rest.removeFirst()
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        return (name, rest.first == "\"" ? quoted(&rest) : token(&rest))
    }

    private static func token(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
        var value = ""
        while let first = rest.first, first != ";", first != "," {
            value.unicodeScalars.append(first)
            rest.removeFirst()
        }
        return value.trimmingBlanks
    }

    private static func quoted(_ rest: inout ArraySlice<Unicode.Scalar>) -> String {
        var value = ""
        rest.removeFirst()
        while let first = rest.popFirst(), first != "\"" {
            if first == "\\", let escaped = rest.popFirst() {
                value.unicodeScalars.append(escaped)
            } else {
                value.unicodeScalars.append(first)
            }
        }
        return value
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
