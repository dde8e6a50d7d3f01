extension CodePage {
    static let records: [CodePage] = missing + meaning + places

    private static let missing: [CodePage] = [
        CodePage(
            "R2101",
            "A required field got no value: the source left it empty, or wrote something that `null_if` takes for none.",
            fix:
                "Map another path as well (`from: [a, b]`), or set `default:` if there is a value that is true for all.",
            [
                "mappings/results.yaml": results("项目: 1").replacing("项目: 1", with: "pollutant: 项目"),
                ledger: "文书号,点位,项目,时间\n1,W01,氨氮,2026-03-02\n2,W01,,2026-03-02\n",
            ],
            wrong: "2,W01,,", right: "2,W01,化学需氧量,"),
        CodePage(
            "R2102", "The text is not a plain number.",
            fix: "Marks for “none” go in `null_if:`; signs around a number are removed by `clean:` or an expression.",
            [
                penaltyFile: penalties("amount: { from: 罚款, unit: 万元 }"),
                ledger: "文书号,罚款\n〔2026〕1号,12.5\n〔2026〕2号,未罚\n",
            ],
            wrong: "unit: 万元", right: "unit: 万元, null_if: [未罚]"),
        CodePage(
            "R2103", "The text has none of the field's patterns, or names a day that the calendar does not have.",
            fix: "Add the pattern to `date:`. A day such as 2026-02-30 is a mistake of the source.",
            [
                penaltyFile: penalties("decided_on: { from: 处罚日期, date: yyyy-MM-dd }"),
                ledger: "文书号,处罚日期\n〔2026〕1号,2026-03-02\n〔2026〕2号,2026年3月9日\n",
            ],
            wrong: "date: yyyy-MM-dd", right: "date: [yyyy-MM-dd, yyyy年M月d日]"),
    ]

    private static let meaning: [CodePage] = [
        CodePage(
            "R2104", "The record names a unit that mappings/units.yaml does not have.",
            fix: "Add the spelling to its unit's `aliases`, then retry: `envhub quarantine retry --code R2104`.",
            [
                penaltyFile: penalties("amount: { from: 罚款, unit: $.单位 }"),
                ledger: "文书号,罚款,单位\n〔2026〕1号,20,万元\n〔2026〕2号,30,万块\n",
            ],
            wrong: ",万块", right: ",万元"),
        CodePage(
            "R2105", "The code table has no such code or alias.",
            fix: "Add an alias to the table and retry, or say `unknown: keep+flag` to keep the text as it came.",
            [
                penaltyFile: penalties("kind: 处罚种类"),
                ledger: "文书号,处罚种类\n〔2026〕1号,罚款\n〔2026〕2号,罚金\n",
            ],
            wrong: "kind: 处罚种类", right: "kind: { from: 处罚种类, codes: [{ 罚金: fine }, penalty-kind] }"),
        CodePage(
            "R2106", "The value is not what it claims to be: its check digit, length or form is wrong.",
            fix: """
                Most often a digit is mistyped at the source. `on_fail: null+flag` takes the record without the value,
                `keep+flag` with it.
                """,
            [
                penaltyFile: penalties("party_uscc: { from: 信用代码, check: uscc }"),
                ledger: "文书号,信用代码\n〔2026〕1号,91440000000000000X\n",
            ],
            wrong: "check: uscc", right: "check: uscc, on_fail: null+flag"),
        CodePage(
            "R2107", "The value is greater, smaller or longer than the schema allows for the field.",
            fix: "Look at the record: most often the unit or the column is the wrong one.",
            [
                "mappings/outlets.yaml": """
                mapping: outlets
                to:
                  pollution_source: { fields: { local_code: 文书号 } }
                  outlet:
                    fields:
                      code: 排放口
                      height: { from: 高度, unit: m }
                """,
                ledger: "文书号,排放口,高度\n1,DA001,15\n2,DA001,1500\n",
            ],
            wrong: "unit: m }", right: "unit: cm }"),
        CodePage(
            "R2108", "The record names a unit of another dimension than the field's.",
            fix: "Look at the record. If such records belong in another field, say so with `when:`.",
            [
                penaltyFile: penalties("amount: { from: 罚款, unit: $.单位 }"),
                ledger: "文书号,罚款,单位\n〔2026〕1号,20,万元\n〔2026〕2号,30,天\n",
            ],
            wrong: "unit: $.单位", right: "unit: $.单位, when: '$.单位 != \"天\"'"),
        CodePage(
            "R2109", "True is `true`, `1`, `是`; false is `false`, `0`, `否`. The text is neither.",
            fix: "Map other words with `codes:`.",
            [
                "mappings/sources.yaml": """
                mapping: sources
                to:
                  pollution_source:
                    fields:
                      local_code: 文书号
                      listed: 上市
                """,
                ledger: "文书号,上市\n1,是\n2,主板\n",
            ],
            wrong: "listed: 上市", right: "listed: { from: 上市, codes: { 是: true, 主板: true } }"),
    ]

    private static let places: [CodePage] = [
        CodePage(
            "R2110",
            "A division by zero, a text that is no number, an overflow, or a `match` without an arm that fits.",
            fix: "Give `match` an arm `_ =>`, and ask with `if` or `when:` before you divide.",
            [
                penaltyFile: penalties("violation: { expr: 'match $.类别 { \"水\" => \"涉水\", \"气\" => \"涉气\" }' }"),
                ledger: "文书号,类别\n〔2026〕1号,水\n〔2026〕2号,土\n",
            ],
            wrong: "\"气\" => \"涉气\"", right: "\"气\" => \"涉气\", _ => $.类别"),
        CodePage(
            "R2111", "Longitude or latitude is missing, no number, or out of range.",
            fix: "Most often the two are swapped. `on_fail: null+flag` takes the record without its place.",
            [
                "mappings/sources.yaml": """
                mapping: sources
                to:
                  pollution_source:
                    fields:
                      local_code: 文书号
                      location: { lon: 纬度, lat: 经度 }
                """,
                ledger: "文书号,经度,纬度\n1,113.02,23.71\n",
            ],
            wrong: "lon: 纬度, lat: 经度", right: "lon: 经度, lat: 纬度"),
        CodePage(
            "R2112",
            "The record names a row that no source has told of, and the mapping wants it to be there: `missing: quarantine`.",
            fix:
                "Once a source has told of it, the record is taken when it comes again, or with `envhub quarantine retry "
                + "--code R2112`. `missing: defer` takes it by itself then; `missing: stub` takes the record at once and promises the row a number.",
            [
                penaltyFile: """
                mapping: penalties
                to:
                  party:
                    entity: pollution_source
                    reference: true
                    missing: quarantine
                    fields: { local_code: 编码 }
                  penalty:
                    fields: { decision_no: 文书号 }
                """,
                ledger: "文书号,编码\n〔2026〕1号,QY0017\n",
            ],
            wrong: "missing: quarantine", right: "missing: stub"),
        CodePage(
            "R2113",
            "The record names a row that no source has told of. The mapping lets records wait for it, `missing: defer`; but it "
                + "did not come in time, or as many records wait as may.",
            fix:
                "Look whether its source still runs, and whether the key is right. Once a source has told of it, the record is "
                + "taken when it comes again, or with `envhub quarantine retry --code R2113`.",
            [
                penaltyFile: """
                mapping: penalties
                to:
                  party:
                    entity: pollution_source
                    reference: true
                    missing: { defer: 0s, at_most: 1000 }
                    fields: { local_code: 编码 }
                  penalty:
                    fields: { decision_no: 文书号 }
                """,
                ledger: "文书号,编码\n〔2026〕1号,QY0017\n",
            ],
            wrong: "defer: 0s", right: "defer: 30d"),
    ]

    private static func results(_ line: String) -> String {
        """
        mapping: results
        to:
          measurement:
            fields:
              point_code: 点位
              \(line)
              period: { const: sample }
              time: { from: 时间, datetime: yyyy-MM-dd }
        """
    }
}
