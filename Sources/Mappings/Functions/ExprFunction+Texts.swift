import Model

extension ExprFunction {
    /// Functions of texts. Positions count characters (code points) from 0.
    static let texts: [ExprFunction] = [
        ExprFunction(
            "replace", [.text, .text, .text], .text, "every occurrence of the second text replaced by the third"
        ) {
            (a) throws(RecordFault) in
            a.text(1).isEmpty ? a[0] : .text(a.text(0).replacing(a.text(1), with: a.text(2)))
        },
        ExprFunction(
            "substring", [.text, .integer, .integer], optional: 1, .text,
            "the part from a position on, of a length or to the end"
        ) { (a) throws(RecordFault) in
            let scalars = a.text(0).unicodeScalars
            let rest = scalars.dropFirst(max(0, a.integer(1)))
            let part = a.count > 2 ? rest.prefix(max(0, a.integer(2))) : rest
            return .text(String(String.UnicodeScalarView(part)))
        },
        ExprFunction(
            "before", [.text, .text], .text, "what stands before the first occurrence; the whole text without one"
        ) {
            (a) throws(RecordFault) in
            .text(Self.halves(a.text(0), a.text(1))?.0 ?? a.text(0))
        },
        ExprFunction("after", [.text, .text], .text, "what stands behind the first occurrence; empty without one") {
            (a) throws(RecordFault) in
            .text(Self.halves(a.text(0), a.text(1))?.1 ?? "")
        },
        ExprFunction("contains", [.text, .text], .bool, "whether the second text occurs in the first") {
            (a) throws(RecordFault) in
            .bool(a.text(1).isEmpty || Self.halves(a.text(0), a.text(1)) != nil)
        },
        ExprFunction("starts_with", [.text, .text], .bool, "whether the first text begins with the second") {
            (a) throws(RecordFault) in
            .bool(a.text(0).utf8.starts(with: a.text(1).utf8))
        },
        ExprFunction("ends_with", [.text, .text], .bool, "whether the first text ends with the second") {
            (a) throws(RecordFault) in
            .bool(a.text(0).utf8.reversed().starts(with: a.text(1).utf8.reversed()))
        },
        ExprFunction("length", [.text], .integer, "how many characters the text has") { (a) throws(RecordFault) in
            try Self.count(a.text(0).unicodeScalars.count)
        },
        ExprFunction(
            "concat", [.text], variadic: true, .text, takesNull: true,
            "the texts one behind the other; null counts as empty"
        ) {
            (a) throws(RecordFault) in
            .text(a.map(\.shown).joined())
        },
        ExprFunction("split", [.text, .text], .list(.text), "the parts between the separators") {
            (a) throws(RecordFault) in
            guard !a.text(1).isEmpty else { return .list([a[0]]) }
            return .list(
                a.text(0).split(separator: a.text(1), omittingEmptySubsequences: false).map { .text(String($0)) })
        },
        ExprFunction("join", [.list(.text), .text], .text, "the items of a list with a text between them") {
            (a) throws(RecordFault) in
            .text(a.list(0).filter { !$0.isNull }.map(\.shown).joined(separator: a.text(1)))
        },
        ExprFunction(
            "pad_left", [.text, .integer, .text], .text, "the text, filled up at the left to a length (at most 1000)"
        ) {
            (a) throws(RecordFault) in
            let missing = min(a.integer(1), 1_000) - a.text(0).unicodeScalars.count
            guard missing > 0, let fill = a.text(2).unicodeScalars.first else { return a[0] }
            return .text(String(repeating: String(fill), count: missing) + a.text(0))
        },
        ExprFunction("text", [.any], .text, "any value as text: numbers plain, days as yyyy-MM-dd") {
            (a) throws(RecordFault) in
            .text(a[0].shown)
        },
    ]

    /// The cleaning steps, each as a function.
    static let cleaners: [ExprFunction] = Cleaner.all.map { cleaner in
        ExprFunction(cleaner.name, [.text], .text, cleaner.purpose) { (a) throws(RecordFault) in
            .text(cleaner(a.text(0)))
        }
    }

    /// A count as a value.
    static func count(_ number: Int) throws(RecordFault) -> ExprValue {
        try arithmetic { () throws(DecimalFault) in try DecimalValue(Int64(number)) }
    }

    /// Both sides of the first occurrence; compared by code points, so that no accent is ever merged.
    private static func halves(_ text: String, _ separator: String) -> (String, String)? {
        let (scalars, wanted) = (text.unicodeScalars, separator.unicodeScalars)
        guard let range = scalars.firstRange(of: wanted), !wanted.isEmpty else { return nil }
        return (String(scalars[..<range.lowerBound]), String(scalars[range.upperBound...]))
    }
}
