extension CodePage {
    static let decoding: [CodePage] = rows + texts + shapes

    private static let plain = penalties("violation: 违法行为")

    /// A connector of a folder; the sections behind `kind` differ.
    private static func folder(_ format: String, identity: String = "文书号", more: String = "") -> String {
        """
        connector: ledger
        kind: files
        mapping: penalties
        files: { folder: in, pattern: "ledger.*", format: \(format) }
        identity: \(identity)
        sync: { mode: snapshot, deletes: none }
        \(more)
        """
    }

    private static let rows: [CodePage] = [
        CodePage(
            "R1001", "The row has more or fewer columns than the header line.",
            fix:
                "Most often a value holds the delimiter without quotes, or a line break cut the row. Repair it at the source.",
            [penaltyFile: plain, ledger: "文书号,违法行为\n〔2026〕1号,未批先建,超标排放\n"],
            wrong: "未批先建,超标排放", right: "\"未批先建,超标排放\""),
        CodePage(
            "R1002", "The record is longer than `limits.max_record`.",
            fix: "Raise the limit if such records are real; else a quote or a line end is missing.",
            [
                "connectors/ledger.yaml": folder("ndjson", identity: "$.文书号", more: "limits: { max_record: 100B }"),
                penaltyFile: plain.replacing("文书号", with: "$.文书号").replacing("违法行为", with: "$.违法行为"),
                "in/ledger.ndjson": "{\"文书号\":\"〔2026〕1号\",\"违法行为\":\"\(String(repeating: "超标排放", count: 12))\"}\n",
            ],
            wrong: "max_record: 100B", right: "max_record: 10KB"),
        CodePage(
            "R1003",
            """
            The record has bytes that are not of the encoding in which the file is read. In the example it is written in
            GB 18030.
            """,
            fix: "State the encoding that the file really has (`encoding: gb18030`), or repair the row.",
            [
                "connectors/ledger.yaml": folder("csv", identity: "id", more: "encoding: utf-8"),
                penaltyFile: plain.replacing("文书号", with: "id").replacing("违法行为", with: "violation"),
                ledger: "id,violation\n1,未批先建\n",
            ],
            wrong: "encoding: utf-8", right: "encoding: gb18030"),
        CodePage(
            "R1004", "A quote opens a field, and no other ends it. Reading goes on with the next line.",
            fix: "Close the quote at the source. A quote inside of a quoted field is doubled.",
            [penaltyFile: plain, ledger: "文书号,违法行为\n〔2026〕1号,\"未批先建\n〔2026〕2号,超标排放\n"],
            wrong: "\"未批先建", right: "\"未批先建\""),
        CodePage(
            "R1005", "Text stands behind the quote that closes a field.",
            fix: "Quotes inside of a quoted field must be doubled.",
            [penaltyFile: plain, ledger: "文书号,违法行为\n〔2026〕1号,\"违反\"三同时\"制度\"\n"],
            wrong: "\"三同时\"", right: "\"\"三同时\"\""),
    ]

    private static let texts: [CodePage] = [
        CodePage(
            "R1006", "A text holds a NUL byte: the file is not text, or was cut while it was copied.",
            fix: "Let the source write the file again.",
            [penaltyFile: plain, ledger: "文书号,违法行为\n〔2026〕1号,未批\u{0}先建\n"],
            wrong: "\u{0}", right: ""),
        CodePage(
            "R1010", "The line was cut, or is not one JSON value. Reading goes on with the next line.",
            fix: "Let the source write one whole value on each line.",
            [
                "connectors/ledger.yaml": folder("ndjson", identity: "$.文书号"),
                penaltyFile: plain.replacing("文书号", with: "$.文书号").replacing("违法行为", with: "$.违法行为"),
                "in/ledger.ndjson": "{\"文书号\":\"〔2026〕1号\",\"违法行为\":\"未批先建\"\n",
            ],
            wrong: "先建\"\n", right: "先建\"}\n"),
        CodePage(
            "R1011", "A record of JSON is an object, `{ … }`; this one is a text, a number or a list.",
            fix: "Let `records:` lead to objects.",
            [
                "connectors/ledger.yaml": folder("json", identity: "$.文书号", more: "records: $.rows[*]"),
                penaltyFile: plain.replacing("文书号", with: "$.文书号").replacing("违法行为", with: "$.违法行为"),
                "in/ledger.json": "{\"rows\":[[{\"文书号\":\"〔2026〕1号\",\"违法行为\":\"未批先建\"}]]}\n",
            ],
            wrong: "$.rows[*]", right: "$.rows[0][*]"),
        CodePage(
            "R1012",
            "The mapping reads a list (`each:`), and the record has a text or a number there: most often the list itself, written as a text.",
            fix: "Have the source write a list again. Until then what the record said before stays as it is.",
            [
                "connectors/ledger.yaml": folder("ndjson", identity: "$.厂号"),
                penaltyFile: """
                mapping: penalties
                to:
                  pollution_source:
                    fields: { local_code: $.厂号, name: $.厂名 }
                    children:
                      outlet: { each: "$.排放口[*]", fields: { code: $.编号 } }
                """,
                "in/ledger.ndjson": "{\"厂号\":\"A1\",\"厂名\":\"水泥厂\",\"排放口\":\"DA001\"}\n",
            ],
            wrong: "\"DA001\"", right: "[{\"编号\":\"DA001\"}]"),
    ]

    private static let shapes: [CodePage] = [
        CodePage(
            "R1020", "Every path of the connector's `identity:` is empty in the record: it could not be found again.",
            fix: "Give it a key at the source, or let `identity:` name paths that every record has.",
            [
                "connectors/ledger.yaml": folder("csv", identity: "立案号"), penaltyFile: plain,
                ledger: "文书号,立案号,违法行为\n〔2026〕1号,7,未批先建\n〔2026〕2号,,超标排放\n",
            ],
            wrong: "identity: 立案号", right: "identity: 文书号"),
        CodePage(
            "R1030", "A value of a database's row is longer than `limits.max_record`.",
            fix: "Raise the limit if such values are real, or leave the column out with a query.",
            [
                "connectors/ledger.yaml": """
                connector: ledger
                kind: database
                mapping: penalties
                database: { connection: "Driver=SQLite3;Database={hub}/in/ledger.db", table: 台账, key: 文书号 }
                identity: 文书号
                limits: { max_record: 1KB }
                sync: { mode: snapshot, deletes: none }
                """,
                penaltyFile: plain,
                "in/ledger.sql": """
                CREATE TABLE 台账 (文书号 TEXT, 违法行为 TEXT);
                INSERT INTO 台账 VALUES ('〔2026〕1号', '\(String(repeating: "超标排放", count: 100))');
                """,
            ],
            wrong: "max_record: 1KB", right: "max_record: 1MB"),
        CodePage(
            "R1040",
            """
            A device sent bytes that are no packet of HJ 212, or a packet that cannot be taken. The message says which byte is wrong. \
            Or the packet is stored, but the platform that it is forwarded to does not take it: the message begins with `not forwarded`.
            """,
            fix: """
                `envhub hj212 decode` explains the kept bytes. Set the device's program, its MN or its clock right; or have the \
                platform know the device.
                """,
            [
                "connectors/ledger.yaml": """
                connector: ledger
                kind: hj212
                mapping: exceedances
                listen: { host: 127.0.0.1, port: 0 }
                identity: $.id
                timezone: Asia/Shanghai
                sync: { mode: incremental, deletes: none }
                """,
                "mappings/exceedances.yaml": """
                mapping: exceedances
                to:
                  exceedance:
                    when: '$.kind == "exceedance"'
                    fields:
                      point_code: $.mn
                      pollutant: $.factor
                      period: $.period
                      opened_at: { from: $.opened_at, datetime: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" }
                """,
                "in/devices.hj212": """
                ##0140QN=20260302090000000;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20260302090000;w01018-Rtd=23.1,w01018-Flag=N&&0000
                """,
            ],
            wrong: "&&0000", right: "&&7C40"),
    ]
}
