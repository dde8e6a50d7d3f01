import Model

extension ExprFunction {
    /// Functions of any values.
    static let values: [ExprFunction] = [
        ExprFunction("coalesce", [.any], variadic: true, .any, takesNull: true, "the first value that is not null") {
            (a) throws(RecordFault) in
            a.first { !$0.isNull } ?? .null
        },
        ExprFunction(
            "is_blank", [.text], .bool, takesNull: true, "whether the text is null, empty or nothing but blanks"
        ) {
            (a) throws(RecordFault) in
            .bool(Blanks.trimmed(Array(a.text(0).utf8).span).isEmpty)
        },
        ExprFunction(
            "null_if", [.text, .text], variadic: true, .text, takesNull: true,
            "null if the first text is one of the others"
        ) {
            (a) throws(RecordFault) in
            a.dropFirst().contains(a[0]) ? .null : a[0]
        },
    ]
}
