import Testing

@testable import Connectors

@Suite struct ColumnPathTests {
    @Test(arguments: [
        ("许可证号", "许可证号"), ("$.许可证号", "许可证号"), ("$['列 名']", "列 名"), ("$[\"a.b\"]", "a.b"),
        ("$['it\\'s']", "it's"), ("浓度(mg/L)", "浓度(mg/L)"),
    ])
    func names(_ path: String, _ name: String) {
        #expect(ColumnPath.name(path) == name)
    }

    @Test(arguments: ["", "$", "$.", "$.a.b", "$.a[0]", "$[0]", "$['a", "$['a']['b']", "$x"])
    func refuses(_ path: String) {
        #expect(ColumnPath.name(path) == nil)
    }

    @Test func validatesByFormat() {
        #expect(validatePath("$.a[0].b", for: .json) == nil)
        #expect(validatePath("$.a[*].b", for: .json) != nil)
        #expect(validatePath("$.a[*]", for: .json, isList: true) == nil)
        #expect(validatePath("a b", for: .json) != nil)
        #expect(validatePath("m:a/@id", for: .xml(namespaces: ["m": "urn:m"])) == nil)
        #expect(validatePath("a[", for: .xml(namespaces: [:])) != nil)
        #expect(validatePath("列 名", for: .table) == nil)
        #expect(validatePath("$.a.b", for: .table) != nil)
        #expect(validatePath("$.rows[*]", for: .table, isList: true) != nil)
    }
}
