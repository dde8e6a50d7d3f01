import Model

extension ExprFunction {
    /// Functions that say whether a text is such.
    static let comparisons: [ExprFunction] = [
        ExprFunction(
            "contains", [.text, .text], .bool, "whether the second text occurs in the first",
            [#"contains("危险废物", "废物")"#: "true"]
        ) { (a) throws(RecordFault) in
            .bool(a.text(1).isEmpty || Self.halves(a.text(0), a.text(1)) != nil)
        },
        ExprFunction(
            "starts_with", [.text, .text], .bool, "whether the first text begins with the second",
            [#"starts_with("HW08", "HW")"#: "true"]
        ) { (a) throws(RecordFault) in
            .bool(a.text(0).utf8.starts(with: a.text(1).utf8))
        },
        ExprFunction(
            "ends_with", [.text, .text], .bool, "whether the first text ends with the second",
            [#"ends_with("0.5L", "L")"#: "true"]
        ) { (a) throws(RecordFault) in
            .bool(a.text(0).utf8.reversed().starts(with: a.text(1).utf8.reversed()))
        },
        ExprFunction(
            "matches", [.text, .text], .bool,
            "whether the whole text has the form: `*` is any characters, `?` one, `#` a digit, `@` an ASCII letter, `\\` takes the next as it is",
            [#"matches("DW001", "D@###")"#: "true", #"matches("粤清〔2024〕17号", "*〔####〕*号")"#: "true"]
        ) { (a) throws(RecordFault) in
            .bool(TextForm(a.text(1)).fits(a.text(0)))
        },
        ExprFunction(
            "is_blank", [.text], .bool, takesNull: true, "whether the text is null, empty or nothing but blanks",
            [#"is_blank("　")"#: "true", "is_blank(null)": "true"]
        ) { (a) throws(RecordFault) in
            .bool(Blanks.trimmed(Array(a.text(0).utf8).span).isEmpty)
        },
        ExprFunction(
            "is_number", [.text], .bool, "whether `decimal` can read the text",
            [#"is_number("1,200.5")"#: "true", #"is_number("约5")"#: "false"]
        ) { (a) throws(RecordFault) in
            .bool((try? Self.number(a.text(0))) != nil)
        },
    ]
}
