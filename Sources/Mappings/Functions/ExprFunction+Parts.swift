import Model

extension ExprFunction {
    /// Functions that find something in a text. Texts are compared by code points, so that no accent is ever merged.
    static let parts: [ExprFunction] = [
        ExprFunction(
            "before", [.text, .text], .text, "what stands before the first occurrence; the whole text without one",
            [#"before("6~9", "~")"#: "6", #"before("6", "~")"#: "6"]
        ) { (a) throws(RecordFault) in
            .text(Self.halves(a.text(0), a.text(1))?.0 ?? a.text(0))
        },
        ExprFunction(
            "after", [.text, .text], .text, "what stands behind the first occurrence; empty without one",
            [#"after("6~9", "~")"#: "9", #"after("6", "~")"#: nil]
        ) { (a) throws(RecordFault) in
            .text(Self.halves(a.text(0), a.text(1))?.1 ?? "")
        },
        ExprFunction(
            "before_last", [.text, .text], .text,
            "what stands before the last occurrence; the whole text without one",
            [#"before_last("a/b/c.pdf", "/")"#: "a/b", #"before_last("c.pdf", "/")"#: "c.pdf"]
        ) { (a) throws(RecordFault) in
            .text(Self.lastHalves(a.text(0), a.text(1))?.0 ?? a.text(0))
        },
        ExprFunction(
            "after_last", [.text, .text], .text, "what stands behind the last occurrence; empty without one",
            [#"after_last("a/b/c.pdf", "/")"#: "c.pdf", #"after_last("c.pdf", "/")"#: nil]
        ) { (a) throws(RecordFault) in
            .text(Self.lastHalves(a.text(0), a.text(1))?.1 ?? "")
        },
        ExprFunction(
            "index_of", [.text, .text], .integer, "the position of the first occurrence; null without one",
            [#"index_of("清远市清城区", "清城")"#: "3", #"index_of("清远市", "区")"#: nil]
        ) { (a) throws(RecordFault) in
            guard let halves = Self.halves(a.text(0), a.text(1)) else { return .null }
            return try Self.count(halves.0.unicodeScalars.count)
        },
        ExprFunction(
            "occurrences", [.text, .text], .integer, "how often the second text occurs in the first",
            [#"occurrences("a-b-c", "-")"#: "2", #"occurrences("a", "")"#: "0"]
        ) { (a) throws(RecordFault) in
            guard !a.text(1).isEmpty else { return try Self.count(0) }
            return try Self.count(a.text(0).unicodeScalars.ranges(of: a.text(1).unicodeScalars).count)
        },
        ExprFunction(
            "length", [.text], .integer, "how many characters the text has", [#"length("清远市")"#: "3"]
        ) { (a) throws(RecordFault) in
            try Self.count(a.text(0).unicodeScalars.count)
        },
        ExprFunction(
            "split", [.text, .text], .list(.text), "the parts between the separators",
            [#"split("COD、氨氮", "、")"#: "COD, 氨氮"]
        ) { (a) throws(RecordFault) in
            guard !a.text(1).isEmpty else { return .list([a[0]]) }
            return .list(
                a.text(0).split(separator: a.text(1), omittingEmptySubsequences: false).map { .text(String($0)) })
        },
    ]

    /// A count as a value.
    static func count(_ number: Int) throws(RecordFault) -> ExprValue {
        try arithmetic { () throws(DecimalFault) in try DecimalValue(Int64(number)) }
    }

    /// Both sides of the first occurrence.
    static func halves(_ text: String, _ separator: String) -> (String, String)? {
        let (scalars, wanted) = (text.unicodeScalars, separator.unicodeScalars)
        guard let range = scalars.firstRange(of: wanted), !wanted.isEmpty else { return nil }
        return (String(scalars[..<range.lowerBound]), String(scalars[range.upperBound...]))
    }

    private static func lastHalves(_ text: String, _ separator: String) -> (String, String)? {
        let (scalars, wanted) = (text.unicodeScalars, separator.unicodeScalars)
        guard !wanted.isEmpty else { return nil }
        var from = scalars.endIndex
        while true {
            if scalars[from...].starts(with: wanted) {
                let end = scalars.index(from, offsetBy: wanted.count)
                return (String(scalars[..<from]), String(scalars[end...]))
            }
            guard from > scalars.startIndex else { return nil }
            from = scalars.index(before: from)
        }
    }
}
