extension CodePage {
    static let identity: [CodePage] = [
        CodePage(
            "E2801",
            """
            trusted, newest and majority choose among values of any kind, most_complete among texts and lists. union puts
            lists together, accuracy chooses among points. The field is of another type.
            """,
            fix: "Take a rule that fits the field's type. `envhub schema --entity NAME` tells the type.",
            [
                "mappings/identity.yaml": """
                entities:
                  pollution_source:
                    fields:
                      aliases: { rule: union }
                      contact_phone: { rule: union }
                """
            ],
            wrong: "contact_phone: { rule: union }", right: "contact_phone: { rule: newest }")
    ]
}
