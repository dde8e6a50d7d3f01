import Model
import Testing

@testable import Mappings

@Suite("Mapping records")
struct EngineTests {
    private let permits = """
        mapping: permits
        let:
          code: upper(trim($.xkzbh))
        when:
          只收未作废的: $.zt != "9"
        to:
          source:
            fields:
              local_code: { expr: code }
              name: { from: [$.dwmc, $.dwmcOld], clean: [trim, halfwidth] }
              uscc: { from: $.tyshxydm, check: uscc, on_fail: keep+flag }
          permit:
            history: keep
            fields:
              number: { from: $.xkzbh, clean: [trim, upper] }
              valid_from: { from: $.qs, date: [yyyy-MM-dd, yyyy年M月d日] }
              valid_to: { from: $.yxqjz, date: yyyy-MM-dd, null_if: [长期, "9999-12-31"] }
              status: { from: $.zt, codes: { "1": active, "3": revoked } }
              issued_at: { from: $.fzsj, datetime: yyyy-MM-dd HH:mm:ss }
            children:
              outlet:
                each: $.pfkList[*]
                absent: delete
                fields:
                  code: $.pfkbh
                  medium: { from: $.pfklx }
                children:
                  limit:
                    each: $.xzList[*]
                    fields:
                      pollutant: { from: $.wrw }
                      concentration: { from: $.nd, unit: $.nddw, null_if: ["/", "-"] }
        checks:
          - { assert: "@permit.valid_from <= @permit.valid_to or @permit.valid_to == null" }
        """

    private let good: SourceRecord = [
        "xkzbh": " 91a ", "dwmc": "　清远ＡＢ陶瓷 ", "tyshxydm": "91110108MA01ABCD5X", "qs": "2020年1月5日",
        "yxqjz": "长期", "zt": "1", "fzsj": "2020-01-02 08:00:00",
        "pfkList": [
            [
                "pfkbh": "DW001", "pfklx": "废水",
                "xzList": [["wrw": "氨氮", "nd": "1500", "nddw": "ug/L"], ["wrw": "COD", "nd": "/"]],
            ],
            ["pfkbh": "DA001", "pfklx": "废气"],
        ],
    ]

    @Test("A record becomes a bundle of typed rows with references")
    func bundle() throws {
        let mapped = try Mapped(permits, [good])
        #expect(mapped.batch.outcomes == [.mapped])
        #expect(mapped.batch.rowStarts == [0, 6])
        #expect(try mapped.row("source") == ["local_code": "91A", "name": "清远AB陶瓷", "uscc": "91110108MA01ABCD5X"])
        #expect(
            try mapped.row("permit") == [
                "number": "91A", "source": "row 0", "valid_from": "2020-01-05", "status": "active",
                "issued_at": "2020-01-02T00:00:00.000Z",
            ])
        #expect(try mapped.row("outlet") == ["source": "row 0", "code": "DW001", "medium": "water"])
        #expect(try mapped.row("limit") == ["outlet": "row 2", "pollutant": "w21003", "concentration": "1.5"])
        #expect(try mapped.row("limit", 1) == ["outlet": "row 2", "pollutant": "w01018"])
        #expect(mapped.batch.rows.map(\.parent) == [-1, -1, 1, 2, 2, 1])
        #expect(mapped.mapping.targets.map(\.deletesAbsent) == [false, false, true, false])
        #expect(mapped.mapping.targets[1].keepsHistory)
    }

    @Test("A flag says what was kept although it failed its check")
    func flags() throws {
        let mapped = try Mapped(permits, [good])
        #expect(
            mapped.batch.flags == [MappedBatch.Flag(row: 0, field: "uscc", code: "R2106", value: "91110108MA01ABCD5X")])
    }

    @Test("A child's fault holds that child alone, with both places")
    func childFault() throws {
        let record: SourceRecord = [
            "xkzbh": "9", "zt": "1",
            "pfkList": [
                [
                    "pfkbh": "DW001",
                    "xzList": [["wrw": "氨氮", "nd": "5", "nddw": "斤"], ["wrw": "COD", "nd": "6", "nddw": "毫克每升"]],
                ]
            ],
        ]
        let mapped = try Mapped(permits, [record])
        let rejection = try #require(mapped.batch.rejections.first)
        #expect(mapped.batch.rejections.count == 1)
        #expect(mapped.batch.outcomes == [.mapped])
        #expect(rejection.code == "R2104")
        #expect(!rejection.isWhole)
        #expect(rejection.message == "unit not known: \"斤\"")
        #expect(rejection.target == "limit.concentration")
        #expect(rejection.path == "$.pfkList[0].xzList[0].nd")
        #expect([rejection.line, rejection.column] == [32, 38])
        #expect(mapped.count("limit") == 1)
        #expect(try mapped.row("limit")["concentration"] == "6")
    }

    @Test("A child with its own children is held with them")
    func childTree() throws {
        let record: SourceRecord = [
            "xkzbh": "9", "zt": "1",
            "pfkList": [["pfklx": "废水", "xzList": [["wrw": "氨氮"]]], ["pfkbh": "DW002", "xzList": [["wrw": "COD"]]]],
        ]
        let mapped = try Mapped(permits, [record])
        #expect(mapped.codes == ["R2101"])
        #expect(mapped.count("outlet") == 1)
        #expect(mapped.count("limit") == 1)
        #expect(try mapped.row("limit")["outlet"] == "row 2")
    }

    @Test("A fault above holds the whole bundle and leaves nothing behind")
    func parentFault() throws {
        let bad: SourceRecord = ["xkzbh": "9", "zt": "1", "yxqjz": "2020-02-30", "pfkList": [["pfkbh": "a"]]]
        let mapped = try Mapped(permits, [good, bad, good])
        #expect(mapped.batch.outcomes == [.mapped, .rejected, .mapped])
        #expect(mapped.batch.rowStarts == [0, 6, 6, 12])
        #expect(mapped.codes == ["R2103"])
        #expect(mapped.batch.rejections[0].record == 1)
        #expect(mapped.batch.rejections[0].isWhole)
        #expect(mapped.batch.rejections[0].value == "2020-02-30")
        #expect(mapped.batch.flags.map(\.row) == [0, 6])
        #expect(try mapped.row("limit", 2)["outlet"] == "row 8")
    }

    @Test("Rules filter and are counted by name; checks reject")
    func rules() throws {
        let late: SourceRecord = ["xkzbh": "9", "zt": "1", "qs": "2021-01-01", "yxqjz": "2020-01-01"]
        let mapped = try Mapped(permits, [["xkzbh": "9", "zt": "9"], late])
        #expect(mapped.batch.outcomes == [.filtered(rule: 0), .rejected])
        #expect(mapped.mapping.rules == ["只收未作废的"])
        #expect(mapped.codes == ["R2106"])
        #expect(mapped.batch.rows.isEmpty && mapped.batch.values.isEmpty && mapped.batch.arena.isEmpty)
    }

    @Test("An empty page maps to nothing")
    func empty() throws {
        let mapped = try Mapped(permits, [])
        #expect(mapped.batch.outcomes.isEmpty)
        #expect(mapped.batch.rowStarts == [0])
    }

    @Test("An empty record lacks its key")
    func missing() throws {
        let mapped = try Mapped(permits, [[:], ["zt": "1", "xkzbh": nil]])
        #expect(mapped.codes == ["R2101", "R2101"])
        #expect(mapped.batch.rejections[0].target == "source.local_code")
    }

    @Test("Batches go on behind what they hold")
    func accumulates() throws {
        let mapped = try Mapped(permits, [good])
        var batch = mapped.batch
        mapped.mapping.apply(PageMaker.page([good], for: mapped.mapping), into: &batch)
        #expect(batch.outcomes.count == 2)
        #expect(batch.rowStarts == [0, 6, 12])
        #expect(batch.rows[9].parent == 8)
    }

    @Test("References between entities of the same kind are named")
    func references() throws {
        let text = """
            mapping: transfers
            to:
              generator:
                entity: source
                fields: { local_code: gen, name: gen_name }
              receiver:
                entity: source
                reference: true
                fields: { local_code: rec }
              transfer:
                fields:
                  manifest: no
                  source: { ref: generator }
            """
        let both: SourceRecord = ["gen": "G1", "gen_name": "x", "rec": "R1", "no": "1"]
        let mapped = try Mapped(text, [both, ["gen": "G1", "no": "2"]], kind: .columns)
        #expect(try mapped.row("transfer") == ["manifest": "1", "source": "row 0", "receiver": "row 1"])
        #expect(mapped.batch.rows[1].isReference)
        // Without its key, the reference refers to nothing; that is no fault.
        #expect(try mapped.row("transfer", 1) == ["manifest": "2", "source": "row 3"])
        #expect(mapped.batch.rejections.isEmpty)
    }

    @Test("A check sees nothing of an entity that the record does not have")
    func absentInCheck() throws {
        let text = """
            mapping: m
            to:
              receiver: { entity: source, reference: true, fields: { local_code: r, name: n } }
              transfer:
                when: $.no != null
                fields: { manifest: no, source: { ref: receiver } }
            checks:
              - { name: 名称, assert: '@receiver.name == null and @transfer.manifest == "1"', level: warning }
            """
        let mapped = try Mapped(text, [["n": "x", "no": "1"], ["r": "k", "n": "x", "no": "1"]], kind: .columns)
        #expect(mapped.batch.outcomes == [.mapped, .mapped])
        #expect(mapped.batch.flags.map(\.row) == [1])
        #expect(mapped.batch.flags.first?.value == "名称")
    }

    @Test("A page whose arrays lie is read as missing values, not past their ends")
    func lyingPage() throws {
        let mapped = try Mapped(permits, [good])
        var page = PageMaker.page([good], for: mapped.mapping)
        page.scopes[1].starts = [0, 9_999]
        page.scopes[0].fields[0] = FieldSlice(.text, offset: 1 << 30, length: 5)
        page.places.append(RecordPage.Place(offset: 0, length: 0, item: 2))
        var batch = MappedBatch()
        mapped.mapping.apply(page, into: &batch)
        #expect(batch.outcomes == [.rejected, .rejected])
    }

    @Test("Versions: the same content has the same hash, any change another")
    func versions() throws {
        let first = try Mapped(permits, []).mapping
        let again = try Mapped(permits, []).mapping
        let changed = try Mapped(permits.replacing("长期", with: "永久"), []).mapping
        #expect(first.hash == again.hash)
        #expect(first.hash != changed.hash)
        #expect(first.pins.map(\.name) == ["mapping", "codes/medium", "codes/pollutant", "units", "schema"])
    }
}
