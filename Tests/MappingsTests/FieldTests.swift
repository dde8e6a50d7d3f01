import Model
import Testing

@testable import Mappings

@Suite("Fields")
struct FieldTests {
    /// Maps one field of `source` from the column `v`, and gives what became of it.
    private func map(_ field: String, _ keys: String, _ value: SourceRecord) throws -> Mapped {
        let text = """
            mapping: m
            to:
              source:
                fields:
                  local_code: { const: a }
                  \(field): { \(keys) }
            """
        return try Mapped(text, [.object(["v": value])], kind: .columns)
    }

    private func value(_ field: String, _ keys: String, _ value: SourceRecord) throws -> String? {
        try map(field, keys, value).row("source")[field]
    }

    @Test("Clean, null_if and default apply in their order")
    func order() throws {
        let keys = "from: v, clean: [trim, upper], null_if: [NONE], default: d"
        #expect(try value("name", keys, " none ") == "d")
        #expect(try value("name", keys, " ab ") == "AB")
        #expect(try value("name", keys, "") == "d")
        #expect(try value("name", keys, nil) == "d")
        #expect(try value("name", "from: v", "  ") == "  ")
        #expect(try value("name", "from: v", "") == nil)
    }

    @Test("Lengths count characters, not bytes")
    func length() throws {
        #expect(try value("name", "from: v", "一二三四五六七八九十") == "一二三四五六七八九十")
        let mapped = try map("name", "from: v", "一二三四五六七八九十一")
        #expect(mapped.codes == ["R2107"])
    }

    @Test("Whole numbers, ranges and words for true", arguments: [("007", "7"), ("366", "366"), (" 12 ", "12")])
    func integers(text: String, expected: String) throws {
        #expect(try value("days", "from: v", .text(text)) == expected)
    }

    @Test(
        "What is no whole number is told",
        arguments: [("1.5", "R2102"), ("x", "R2102"), ("367", "R2107"), ("99999999999999999999", "R2102")])
    func badIntegers(text: String, code: String) throws {
        #expect(try map("days", "from: v", .text(text)).codes == [code])
    }

    @Test("True and false")
    func bools() throws {
        #expect(try value("listed", "from: v", "是") == "true")
        #expect(try value("listed", "from: v", "FALSE") == "false")
        #expect(try map("listed", "from: v", "maybe").codes == ["R2109"])
        #expect(try value("listed", "from: v, codes: { Y: true, N: false }", "Y") == "true")
    }

    @Test("Points from two columns, in the datum said")
    func points() throws {
        let text = """
            mapping: m
            to:
              source:
                fields:
                  local_code: { const: a }
                  location: { lon: jd, lat: wd, datum: gcj02, check: in_region, on_fail: null+flag }
            """
        let mapped = try Mapped(
            text, [["jd": "112.5", "wd": "24.1"], ["jd": "116", "wd": "39.9"], ["jd": "1"]], kind: .columns)
        let first = try mapped.row("source")
        #expect(first["lon"]?.hasPrefix("112.49") == true)
        #expect(first["lat"]?.hasPrefix("24.10") == true)
        #expect(try mapped.row("source", 1) == ["local_code": "a"])
        #expect(mapped.batch.flags.map(\.code) == ["R2106"])
        #expect(try mapped.row("source", 2) == ["local_code": "a"])
    }

    @Test("lon and lat go the way of every text: clean, then null_if")
    func cleanedPoints() throws {
        let text = """
            mapping: m
            to:
              source:
                fields:
                  local_code: { const: a }
                  location: { lon: jd, lat: wd, clean: [trim, halfwidth], null_if: ["0", "-"] }
            """
        let mapped = try Mapped(
            text,
            [
                ["jd": "\u{3000}１１２．５ ", "wd": "２４．２５"], ["jd": "０", "wd": "24.1"], ["jd": "112.5", "wd": " － "],
                ["jd": "１１２．５", "wd": "度"],
            ], kind: .columns)
        #expect(try mapped.row("source") == ["local_code": "a", "lon": "112.5", "lat": "24.25"])
        #expect(try mapped.row("source", 1) == ["local_code": "a"])
        #expect(try mapped.row("source", 2) == ["local_code": "a"])
        let rejection = try #require(mapped.batch.rejections.first)
        #expect(mapped.batch.rejections.count == 1 && rejection.code == "R2111" && rejection.record == 3)
    }

    @Test("without the cleaning step, full-width digits are no point")
    func uncleanedPoints() throws {
        let text = """
            mapping: m
            to:
              source:
                fields:
                  local_code: { const: a }
                  location: { lon: jd, lat: wd }
            """
        let mapped = try Mapped(text, [["jd": "１１２", "wd": "24"]], kind: .columns)
        #expect(mapped.batch.rejections.map(\.code) == ["R2111"])
    }

    @Test("Lists from separated texts and from lists of the source")
    func lists() throws {
        #expect(try value("aliases", "from: v, split: 、, clean: [upper]", "a、 b 、、c\"") == #"["A","B","C\""]"#)
        #expect(try value("aliases", "from: v", "a、b") == #"["a、b"]"#)
        #expect(try value("aliases", "from: v", ["x", 12, nil, "y"]) == #"["x","12","y"]"#)
        #expect(try map("aliases", "from: v", ["x": "y"]).codes == ["R2102"])
        #expect(try map("name", "from: v", ["x"]).codes == ["R2102"])
    }

    @Test("What on_fail says is done, and flagged")
    func onFail() throws {
        #expect(try map("days", "from: v", "x").batch.outcomes == [.rejected])
        let nulled = try map("days", "from: v, on_fail: null+flag", "x")
        #expect(try nulled.row("source")["days"] == nil)
        #expect(nulled.batch.flags.map(\.value) == ["x"])
        let replaced = try map("days", "from: v, default: 3, on_fail: default", "x")
        #expect(try replaced.row("source")["days"] == "3")
        #expect(replaced.batch.flags.count == 1)
        let kept = try map("days", "from: v, on_fail: keep+flag", "400")
        #expect(try kept.row("source")["days"] == "400")
        let halted = try map("days", "from: v, on_fail: fail_run", "x")
        #expect(halted.halt?.rejection.code == "R2102")
    }

    @Test("An unknown code is quarantined, kept or dropped")
    func unknownCodes() throws {
        func permit(_ keys: String) throws -> Mapped {
            let text = """
                mapping: m
                to:
                  source: { fields: { local_code: { const: a } } }
                  permit: { fields: { number: { const: n }, status: { from: v\(keys) } } }
                """
            return try Mapped(text, [["v": "奇怪"]], kind: .columns)
        }
        #expect(try permit("").codes == ["R2105"])
        let kept = try permit(", unknown: keep+flag")
        #expect(try kept.row("permit")["status"] == "奇怪")
        #expect(kept.batch.flags.map(\.code) == ["R2105"])
        #expect(try permit(", unknown: null+flag").row("permit")["status"] == nil)
        #expect(try permit(", unknown: keep+flag, check: waste_code").codes == ["R2106"])
        #expect(try permit(", codes: [{ 奇怪: active }, status]").row("permit")["status"] == "active")
    }

    @Test("Units convert exactly")
    func units() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: { const: a } } }
              outlet:
                fields: { code: { const: o }, height: { from: h, unit: cm } }
              limit:
                fields:
                  outlet: { ref: outlet }
                  pollutant: { const: w21003 }
                  value: { from: h, unit: ug/L, to: mg/L }
            """
        let mapped = try Mapped(text, [["h": "1550"]], kind: .columns)
        #expect(try mapped.row("outlet")["height"] == "15.5")
        #expect(try mapped.row("limit")["value"] == "1.55")
    }

    @Test("A wrong dimension in a record is told")
    func dimensions() throws {
        let text = """
            mapping: m
            to:
              source: { fields: { local_code: { const: a } } }
              outlet: { fields: { code: { const: o } } }
              limit: { fields: { pollutant: { const: w21003 }, concentration: { from: v, unit: $.u } } }
            """
        let mapped = try Mapped(text, [["v": "1", "u": "t/a"], ["v": "1"], ["v": "1", "u": "PPM"]], kind: .columns)
        #expect(mapped.codes == ["R2108", "R2104"])
        #expect(try mapped.row("limit")["concentration"] == "1")
    }
}
