extension CodePage {
    static let expressions: [CodePage] = [
        CodePage(
            "E2201", "The expression cannot be read from the place that is shown on.",
            fix:
                "Compare with `==`, join conditions with `and` and `or`, close every bracket, put text in double quotes.",
            [penaltyFile: penalties("violation: { from: 违法行为, when: '$.处罚种类 = \"罚款\"' }")],
            wrong: "$.处罚种类 =", right: "$.处罚种类 =="),
        CodePage(
            "E2202",
            """
            A bare name is one of `let:`, `@name` is a field of this entity, `$.name` is a value of the source, text stands in
            double quotes. Nothing has this name.
            """,
            fix: "Correct the name, or write the sign that belongs before it.",
            [penaltyFile: penalties("violation: { expr: 'upper(违法行为)' }")],
            wrong: "upper(违法", right: "upper($.违法"),
        CodePage(
            "E2203", "There is no function of this name.",
            fix: "The functions are listed in docs/mappings.md. The nearest name is suggested.",
            [penaltyFile: penalties("violation: { expr: 'trimm($.违法行为)' }")], wrong: "trimm(", right: "trim("),
        CodePage(
            "E2204", "The function takes another number of arguments, or arguments of other types.",
            fix: "Texts become numbers with `decimal(x)` or `integer(x)`, days with `date(x, \"yyyy-MM-dd\")`.",
            [penaltyFile: penalties("violation: { expr: 'before($.违法行为, 1)' }")], wrong: ", 1)", right: ", \"1\")"),
        CodePage(
            "E2205",
            """
            The value has another type than the place needs. Values of the source are text until a function or the field's
            type says otherwise.
            """,
            fix: "Convert the value (`decimal(x)`, `date(x)`, `text(x)`), or compare it with a value of its own type.",
            [penaltyFile: penalties("violation: { from: 违法行为, when: '$.罚款金额 > 0' }")],
            wrong: "$.罚款金额 >", right: "decimal($.罚款金额) >"),
        CodePage(
            "E2206", "A name of `let:` or a field needs itself to be known, directly or through others.",
            fix: "Let one of them begin with a value of the source.",
            [
                penaltyFile: """
                mapping: penalties
                let: { 标题: upper(名称), 名称: trim(标题) }
                to:
                  penalty:
                    fields: { decision_no: 文书号, violation: { expr: 标题 } }
                """
            ],
            wrong: "trim(标题)", right: "trim($.违法行为)"),
    ]
}
