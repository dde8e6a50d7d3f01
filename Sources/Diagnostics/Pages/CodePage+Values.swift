extension CodePage {
    static let values: [CodePage] = units + codes + others

    private static let units: [CodePage] = [
        CodePage(
            "E2301", "No unit of mappings/units.yaml has this code or spelling.",
            fix:
                "Take the unit that is suggested, or add the spelling to the `aliases` of its unit in mappings/units.yaml.",
            [penaltyFile: penalties("amount: { from: 罚款, unit: 万块 }")], wrong: "万块", right: "万元"),
        CodePage(
            "E2302",
            "The field is a quantity, and nothing says in what unit the source's numbers are. A unit is never guessed.",
            fix: "Write `unit:` with the source's unit, or with the path that names it in every record (`unit: $.单位`).",
            [penaltyFile: penalties("amount: 罚款")], wrong: "amount: 罚款", right: "amount: { from: 罚款, unit: 万元 }"),
        CodePage(
            "E2310",
            """
            Units convert only inside one dimension: a concentration (mass/volume) never becomes a load (mass/time), and a
            length no sum of money.
            """,
            fix: "Most often the unit or the field is the wrong one. The message says what dimension each of them has.",
            [penaltyFile: penalties("amount: { from: 罚款, unit: mg/L }")], wrong: "mg/L", right: "元"),
    ]

    private static let codes: [CodePage] = [
        CodePage(
            "E2401",
            "Code tables are the CSV files of mappings/codes, named without `.csv`. There is none of this name.",
            fix: "Take the name that is suggested, or add the file.",
            [penaltyFile: penalties("kind: { from: 处罚种类, codes: penalty-knd }")],
            wrong: "penalty-knd", right: "penalty-kind"),
        CodePage(
            "E2403",
            "The field holds codes of a table, and the value written here is no code of it. A label is no code.",
            fix: "Write the code: the first column of the table's file.",
            [penaltyFile: penalties("kind: { from: 处罚种类, codes: { 罚金: fines } }")], wrong: "fines", right: "fine"),
    ]

    private static let others: [CodePage] = [
        CodePage(
            "E2501",
            """
            A pattern of dates is built of `yyyy`, `MM` or `M`, `dd` or `d`, `HH`, `mm`, `ss`, `SSS`, `XXX` and the signs
            between them. Capitals matter: `mm` is minutes.
            """,
            fix: "Write the pattern as the source writes a day, such as `yyyy-MM-dd` or `yyyy年M月d日`.",
            [penaltyFile: penalties("decided_on: { from: 处罚日期, date: yyyy年mm月dd日 }")],
            wrong: "yyyy年mm月dd日", right: "yyyy年MM月dd日"),
        CodePage(
            "E2502",
            "The source writes date and time without an offset, and nothing says in which zone its clock stands.",
            fix:
                "Write `timezone: Asia/Shanghai` in the connector, `zone:` at the field, or a pattern with an offset (`XXX`).",
            [
                "mappings/results.yaml": """
                mapping: results
                to:
                  measurement:
                    fields:
                      point_code: 点位
                      pollutant: 项目
                      period: { const: sample }
                      time: { from: 采样时间, datetime: "yyyy-MM-dd HH:mm" }
                """
            ],
            wrong: "HH:mm\" }", right: "HH:mm\", zone: Asia/Shanghai }"),
        CodePage(
            "E2601", "`clean:` lists text functions in the order in which they apply, and this is none of them.",
            fix: "Take the name that is suggested or one of those listed.",
            [penaltyFile: penalties("party_name: { from: 当事人, clean: [trim, halfwith] }")],
            wrong: "halfwith", right: "halfwidth"),
        CodePage(
            "E2602",
            "`check:` names an identifier check, `in_region`, or a range such as `0..14`. This is none of them.",
            fix: "Take the name that is suggested or one of those listed.",
            [penaltyFile: penalties("party_uscc: { from: 信用代码, check: ussc }")], wrong: "ussc", right: "uscc"),
    ]

    static let feeds: [CodePage] = [
        CodePage(
            "E2701",
            """
            Fields of sensitivity `personal` may be in a feed that says `personal: true` at its top, so that somebody has
            decided it. Fields of sensitivity `secret` may be in no feed at all, and filters may not ask for them.
            """,
            fix:
                "Leave the field out. If the partner may see it by law, write `personal: true` and keep the reason in `purpose:`.",
            [feedFile: feed("[decision_no, party_phone]")], wrong: ", party_phone", right: ", party_name"),
        CodePage(
            "E2702",
            "keep_last(n), keep_first(n) and hash mask texts and codes, round(n) masks numbers, null masks anything.",
            fix: "Take a mask that fits the column.",
            [feedFile: feed("[decision_no, amount], masks: { amount: keep_last(2) }")],
            wrong: "keep_last(2)", right: "round(0)"),
    ]

    private static let feedFile = "mappings/feeds/court.yaml"

    private static func feed(_ columns: String) -> String {
        """
        feed: court
        title: { zh: 法院共享, en: Court }
        partner: 人民法院
        purpose: 强制执行
        retention: 90d
        entities:
          penalty: { columns: \(columns) }
        """
    }
}
