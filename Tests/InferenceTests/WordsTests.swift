import Model
import Testing

@testable import Inference

/// Names of vendors and titles of the schema.
@Suite struct WordsTests {
    private static let pinyin = PinyinInitials()

    @Test(arguments: [
        ("污染源名称", "wrymc"), ("统一社会信用代码", "tyshxydm"), ("行业类别", "hylb"), ("排放口编号", "pfkbh"), ("氨氮", "ad"),
        ("经度", "jd"), ("重点", "zd"), ("镉", "g"), ("pH值", "phz"), ("阿", "a"), ("座", "z"), ("位置描述", "wzms"),
    ]) func initials(_ text: String, _ wanted: String) { #expect(Self.pinyin.readings(of: text).contains(wanted)) }

    @Test func readingsStayFew() {
        #expect(Self.pinyin.readings(of: String(repeating: "行", count: 40)).count <= 8)
        #expect(Self.pinyin.readings(of: "") == [""])
    }

    private static func likeness(_ name: String, _ title: String) -> Double {
        Likeness.of(FieldWords(name, pinyin: pinyin), FieldWords(title, pinyin: pinyin), shown: title).score
    }

    @Test(arguments: [
        ("stWrymc", "污染源名称"), ("wrymc", "污染源名称"), ("dwmc", "单位名称"), ("stJcdName", "监测点名称"), ("stFzrq", "发证日期"),
        ("企业名称", "单位名称"), ("排放口代码", "排放口编号"), ("检测时间", "监测时间"), ("outlet_code", "Outlet code"),
        ("FACILITY NAME", "facility name"),
    ]) func likeNames(_ name: String, _ title: String) { #expect(Self.likeness(name, title) > 0.75) }

    @Test(arguments: [
        ("备注", "单位名称"), ("stId", "Outlet code"), ("created_at", "Issued on"), ("_source_sheet", "source_code"),
        ("", "名称"),
        ("xyz", "污染源名称"),
    ]) func unlikeNames(_ name: String, _ title: String) { #expect(Self.likeness(name, title) < 0.5) }

    @Test func unitsOfHeaders() {
        let units = UnitTable.build(
            dimensions: [.init(name: "mass/volume", base: "mg/L")],
            units: [
                UnitDefinition(
                    code: "mg/L", dimension: "mass/volume", factor: .one, offset: .zero, titleZh: "", titleEn: "",
                    aliases: [])
            ]
        ).table
        #expect(HeaderUnit("浓度(mg/L)", units: units).unit == "mg/L")
        #expect(HeaderUnit("浓度（mg/L）", units: units).words == "浓度")
        #expect(HeaderUnit("浓度(单位:mg/L)", units: units).unit == "mg/L")
        #expect(HeaderUnit("所在县(市、区)", units: units).unit == nil)
        #expect(HeaderUnit("所在县(市、区)", units: units).words == "所在县(市、区)")
    }

    @Test(arguments: [
        ("名称", "名称"), ("$.a", "$.a"), ("产生量(t)", "产生量(t)"), ("$.a[*]", "\"$.a[*]\""), ("a: b", "\"a: b\""),
        ("", "\"\""),
        ("null", "\"null\""), (" a", "\" a\""), ("-", "\"-\""), ("a#b", "\"a#b\""), ("a\nb", "\"a\\nb\""),
    ]) func scalars(_ text: String, _ written: String) { #expect(YAMLText.scalar(text) == written) }
}
