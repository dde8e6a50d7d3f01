import Model

extension ExprFunction {
    /// Functions that make texts of texts. Positions count characters (code points) from 0.
    static let texts: [ExprFunction] = [
        ExprFunction(
            "replace", [.text, .text, .text], .text, "every occurrence of the second text replaced by the third",
            [#"replace("2024/3/1", "/", "-")"#: "2024-3-1"]
        ) { (a) throws(RecordFault) in
            a.text(1).isEmpty ? a[0] : .text(a.text(0).replacing(a.text(1), with: a.text(2)))
        },
        ExprFunction(
            "substring", [.text, .integer, .integer], optional: 1, .text,
            "the part from a position on, of a length or to the end",
            [#"substring("441802006", 0, 6)"#: "441802", #"substring("清远市", 2)"#: "市", #"substring("ab", 5)"#: nil]
        ) { (a) throws(RecordFault) in
            let rest = a.text(0).unicodeScalars.dropFirst(max(0, a.integer(1)))
            return .text(String(a.count > 2 ? rest.prefix(max(0, a.integer(2))) : rest))
        },
        ExprFunction(
            "right", [.text, .integer], .text, "the last so many characters",
            [#"right("粤清2024-0017", 4)"#: "0017", #"right("7", 4)"#: "7"]
        ) { (a) throws(RecordFault) in
            .text(String(a.text(0).unicodeScalars.suffix(max(0, a.integer(1)))))
        },
        ExprFunction(
            "concat", [.text], variadic: true, .text, takesNull: true,
            "the texts one behind the other; null counts as empty",
            [#"concat("清远市", null, "清城区")"#: "清远市清城区"]
        ) { (a) throws(RecordFault) in
            .text(a.map(\.shown).joined())
        },
        ExprFunction(
            "pad_left", [.text, .integer, .text], .text, "the text, filled up at the left to a length (at most 1000)",
            [#"pad_left("7", 3, "0")"#: "007"]
        ) { (a) throws(RecordFault) in
            .text(Self.filling(a) + a.text(0))
        },
        ExprFunction(
            "pad_right", [.text, .integer, .text], .text,
            "the text, filled up at the right to a length (at most 1000)",
            [#"pad_right("4418", 6, "0")"#: "441800"]
        ) { (a) throws(RecordFault) in
            .text(a.text(0) + Self.filling(a))
        },
        ExprFunction(
            "remove_prefix", [.text, .text], .text, "the text without the second at its beginning",
            [#"remove_prefix("广东省清远市", "广东省")"#: "清远市", #"remove_prefix("清远市", "广东省")"#: "清远市"]
        ) { (a) throws(RecordFault) in
            guard a.text(0).utf8.starts(with: a.text(1).utf8) else { return a[0] }
            return .text(String(a.text(0).unicodeScalars.dropFirst(a.text(1).unicodeScalars.count)))
        },
        ExprFunction(
            "remove_suffix", [.text, .text], .text, "the text without the second at its end",
            [#"remove_suffix("12 吨", " 吨")"#: "12", #"remove_suffix("12", " 吨")"#: "12"]
        ) { (a) throws(RecordFault) in
            guard a.text(0).utf8.reversed().starts(with: a.text(1).utf8.reversed()) else { return a[0] }
            return .text(String(a.text(0).unicodeScalars.dropLast(a.text(1).unicodeScalars.count)))
        },
        ExprFunction(
            "normalise_name", [.text], .text,
            "a name as names are compared: half width, capitals, no blanks, every pair of brackets as ( )",
            [#"normalise_name("清远 ＡＢ（集团）有限公司")"#: "清远AB(集团)有限公司"]
        ) { (a) throws(RecordFault) in
            var name = String.UnicodeScalarView()
            for scalar in Self.plain(a.text(0)).unicodeScalars
            where !scalar.properties.isWhitespace {
                name.append(
                    "［[〔【".unicodeScalars.contains(scalar) ? "(" : "］]〕】".unicodeScalars.contains(scalar) ? ")" : scalar
                )
            }
            return .text(String(name))
        },
    ]

    /// The cleaning steps, each as a function.
    static let cleaners: [ExprFunction] = Cleaner.all.map { cleaner in
        ExprFunction(
            cleaner.name, [.text], .text, cleaner.purpose,
            ["\(cleaner.name)(\"\(cleaner.example.before)\")": cleaner.example.after]
        ) { (a) throws(RecordFault) in
            .text(cleaner(a.text(0)))
        }
    }

    private static func filling(_ a: [ExprValue]) -> String {
        let missing = min(a.integer(1), 1_000) - a.text(0).unicodeScalars.count
        guard missing > 0, let fill = a.text(2).unicodeScalars.first else { return "" }
        return String(repeating: String(fill), count: missing)
    }

    /// Half width and capitals.
    private static func plain(_ text: String) -> String {
        ["halfwidth", "upper"].compactMap { Cleaner.named($0) }.reduce(text) { $1($0) }
    }
}
