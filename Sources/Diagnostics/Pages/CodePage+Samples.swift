extension CodePage {
    static let samples: [CodePage] = [
        CodePage(
            "E2101",
            """
            `check` looks at the sample of records that the last runs kept. The path is in none of them, and another, which no
            field reads, is written almost like it.
            """,
            fix:
                "Take the path that is suggested. A sample never stops a run: it shows what the source was, not what it will be.",
            [penaltyFile: penalties("violation: 违法行力"), ledger: "文书号,违法行为\n〔2026〕1号,未批先建\n〔2026〕2号,超标排放\n"],
            wrong: "违法行力", right: "违法行为"),
        CodePage(
            "W2101",
            """
            The path is in none of the sample records, and nothing like it is either. Perhaps the source writes it only
            rarely; perhaps it has gone.
            """,
            fix: "Look at a record of the source. Take the line out if the source has no such field any more.",
            [
                penaltyFile: penalties("violation: 违法行为", "note: 备注").replacing("note:", with: "law:"),
                ledger: "文书号,违法行为\n〔2026〕1号,未批先建\n〔2026〕2号,超标排放\n",
            ],
            wrong: "      law: 备注\n", right: ""),
        CodePage(
            "W2303",
            "The unit of the field stands in each record, and some of those in the sample are no unit that is known.",
            fix: "Add the spelling to the `aliases` of its unit in mappings/units.yaml.",
            [
                penaltyFile: penalties("amount: { from: 罚款, unit: $.单位 }"),
                ledger: "文书号,罚款,单位\n〔2026〕1号,20,万元\n〔2026〕2号,30,万块\n",
            ],
            wrong: ",万块", right: ",万元"),
        CodePage(
            "W2402", "Values of the sample are neither codes nor aliases of the table that the field asks.",
            fix: """
                Add the values as aliases to the table's file in mappings/codes, or write them in place:
                `codes: [{ 罚金: fine }, penalty-kind]`.
                """,
            [
                penaltyFile: penalties("kind: 处罚种类"),
                ledger: "文书号,处罚种类\n〔2026〕1号,罚款\n〔2026〕2号,罚金\n",
            ],
            wrong: ",罚金", right: ",警告"),
        CodePage(
            "W2503", "Values of the sample are written in none of the field's patterns.",
            fix: "Add the pattern: `date: [yyyy-MM-dd, yyyy年M月d日]`. Marks for “none” go in `null_if:`.",
            [
                penaltyFile: penalties("decided_on: { from: 处罚日期, date: yyyy-MM-dd }"),
                ledger: "文书号,处罚日期\n〔2026〕1号,2026-03-02\n〔2026〕2号,2026年3月9日\n",
            ],
            wrong: "date: yyyy-MM-dd", right: "date: [yyyy-MM-dd, yyyy年M月d日]"),
    ]
}
