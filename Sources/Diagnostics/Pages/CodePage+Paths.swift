extension CodePage {
    static let paths: [CodePage] = [
        CodePage(
            "E2102",
            """
            A source path is `$.a.b[0]` for JSON, a column's name for tables, an XPath for XML. This text is none, or is one
            that the connector's source cannot have.
            """,
            fix: "Write names with a point, blank or other sign in quotes: `$['a b']`. Lists go in `each:`.",
            [penaltyFile: penalties("party_name: $.当事人-名称").replacing("文书号", with: "$.文书号")],
            wrong: "$.当事人-名称", right: "$['当事人-名称']"),
        CodePage(
            "E2103", "No file of mappings/schema declares the entity: its name is misspelt, or its file is missing.",
            fix: "Take the name that is suggested. `envhub schema` prints all entities.",
            [penaltyFile: penalties("violation: 违法行为").replacing("  penalty:", with: "  处罚:\n    entity: penalties")],
            wrong: "entity: penalties", right: "entity: penalty"),
        CodePage(
            "E2104", "The entity's file in mappings/schema declares its fields, and this is none of them.",
            fix: """
                Take the name that is suggested, or add the field to the entity's file: an optional field is one line.
                `envhub schema --entity NAME` prints the fields.
                """,
            [penaltyFile: penalties("party: 当事人")], wrong: "party:", right: "party_name:"),
        CodePage(
            "E2105",
            "Every row of the entity must have the field. Without it every record would go to quarantine.",
            fix:
                "Map the field. If the source does not have it, `const:` or `default:` may give a value that is true for all.",
            [penaltyFile: "mapping: penalties\nto:\n  penalty:\n    fields:\n      violation: 违法行为\n"],
            wrong: "      violation", right: "      decision_no: 文书号\n      violation"),
        CodePage(
            "E2106",
            "A key tells the rows of an entity apart. The schema sets it; a mapping may repeat it, but not change it.",
            fix: "Leave `key:` out, or write the schema's. In a schema file a key field is `required: true`.",
            [
                penaltyFile: """
                mapping: penalties
                to:
                  penalty:
                    key: [party_name]
                    fields: { decision_no: 文书号, party_name: 当事人 }
                """
            ],
            wrong: "[party_name]", right: "[decision_no]"),
        CodePage(
            "E2107",
            """
            A field that refers to another entity is filled by an entry above it or on the top level of the same mapping.
            No such entry is there, or several are and none is named.
            """,
            fix: "Write `ref:` with the name of an entry of this mapping.",
            [
                penaltyFile: """
                mapping: penalties
                to:
                  当事人: { entity: pollution_source, fields: { local_code: 信用代码 } }
                  penalty:
                    fields: { decision_no: 文书号, source: { ref: 当事者 } }
                """
            ],
            wrong: "当事者", right: "当事人"),
    ]
}
