extension CodePage {
    static let files: [CodePage] = syntax + structure + names

    private static let syntax: [CodePage] = [
        CodePage(
            "E1001",
            "The file's YAML cannot be read from the place that is shown on. Nothing behind it has been looked at.",
            fix: """
                Look at the line and the one above it. Most often a value with `: ` or `#` in it lacks quotes, a bracket or
                quote is not closed, an indentation differs from the lines around, or a tab indents.
                """,
            [penaltyFile: penalties("violation: { from: 违法行为, clean: [trim }")], wrong: "[trim }", right: "[trim] }"),
        CodePage(
            "E1002",
            """
            Anchors, aliases, tags, merge keys and several documents in one file are YAML, but are not read here: what a
            file says is to be seen where it says it.
            """,
            fix: "Write the value out. What many fields share goes in `defaults:`.",
            [penaltyFile: penalties("party_name: { from: 当事人, clean: &tidy [trim] }", "violation: 违法行为")],
            wrong: "&tidy ", right: ""),
        CodePage(
            "E1003",
            """
            The key means nothing at this place: it is misspelt, or stands one level too high or too low. Nothing in a
            file is ever left aside in silence.
            """,
            fix: "Take the key that is suggested or one of those listed, or move the line to where the key belongs.",
            [penaltyFile: penalties("party_name: { form: 当事人, clean: [trim] }")], wrong: "form:", right: "from:"),
        CodePage(
            "E1004", "A mapping of YAML holds each key once. Which of two was meant, nobody can tell.",
            fix: "Delete one of the two, or rename it.",
            [penaltyFile: penalties("party_name: 当事人", "violation: 违法行为", "party_name: 被处罚人")],
            wrong: "      party_name: 被处罚人\n", right: ""),
        CodePage(
            "E1005", "A key must be there, or exactly one of several, and is not; or nothing is written behind it.",
            fix: "Write the key with its value. The message names the key or the choice.",
            [penaltyFile: penalties("party_name: { clean: [trim] }")],
            wrong: "{ clean", right: "{ from: 当事人, clean"),
    ]

    private static let structure: [CodePage] = [
        CodePage(
            "E1006",
            "A text, a list or a mapping was expected, and another of them was found.",
            fix: """
                A text stands behind its key, a list is `[a, b]` or lines that begin with `-`, a mapping is `{ key: value }`
                or indented lines `key: value`.
                """,
            [penaltyFile: penalties("violation: { from: { 违法行为: 1 } }")],
            wrong: "{ 违法行为: 1 }", right: "违法行为"),
        CodePage(
            "E1007",
            """
            The value is none of the allowed words, is outside of the allowed range, or is not written in the form that
            is expected, such as `30s` for a duration or `64MB` for a size.
            """,
            fix: "Write one of the values that the message names.",
            [penaltyFile: penalties("kind: { from: 处罚种类, unknown: keep }")], wrong: "unknown: keep }",
            right: "unknown: keep+flag }"),
        CodePage(
            "E1008",
            "The file is larger or more deeply nested than any file that a person would write: 64 levels, 8 MB.",
            fix: "Split the file. If a program wrote it, look at that program.",
            [
                penaltyFile: penalties(
                    "violation: { from: " + String(repeating: "[", count: 80) + "违法行为"
                        + String(repeating: "]", count: 80) + " }")
            ],
            wrong: String(repeating: "[", count: 80) + "违法行为" + String(repeating: "]", count: 80), right: "违法行为"),
    ]

    private static let names: [CodePage] = [
        CodePage(
            "E1009", "Names of one kind are given once: fields of a feed, entities, entries of a mapping.",
            fix: """
                Rename one of the two, or delete it. Two rows of one entity in a mapping get two names, each with
                `entity:` behind it.
                """,
            [
                "mappings/feeds/court.yaml": """
                feed: court
                title: { zh: 法院共享, en: Court }
                partner: 人民法院
                purpose: 强制执行
                retention: 90d
                entities:
                  penalty: { columns: [decision_no, kind, kind] }
                """
            ],
            wrong: "kind, kind", right: "kind, amount"),
        CodePage(
            "E1010", "Only one of the two keys can be meant: each of them says the same thing in another way.",
            fix: "Delete the one that is not meant.",
            [penaltyFile: penalties("status: { from: 执行情况, const: executed }")],
            wrong: ", const: executed", right: ""),
        CodePage(
            "E1011",
            "A file that another file names is not in the hub directory, or cannot be read.",
            fix: "Correct the name, or write the file; look at its rights if it is there.",
            [
                "connectors/penalties.yaml": """
                connector: penalties
                kind: files
                mapping: penaltys
                files: { folder: in, pattern: 处罚*.csv, format: csv }
                identity: 文书号
                sync: { mode: snapshot, deletes: none }
                """,
                penaltyFile: penalties("violation: 违法行为"),
            ],
            wrong: "mapping: penaltys", right: "mapping: penalties"),
    ]
}
