import Testing

@testable import JSON

@Suite struct JSONPathTests {
    private static let text = #"""
        {"data":{"rows":[{"编号":"甲","v":[1,2]},{"v":[]},{"编号":null,"v":[3]}],"total":3},
         "a b":{"'":"quote"},"行":[[1,2],[3]],"_x1":true}
        """#

    private func found(_ path: String) throws -> [String] {
        let page = JSONDocument()
        try page.parse(Self.text)
        var found: [String] = []
        try JSONPath(path).forEach(page) { found.append(page.string(of: page.source(of: $0))) }
        let first = try JSONPath(path).select(page).map { page.string(of: page.source(of: $0)) }
        #expect(first == found.first)
        return found
    }

    @Test(arguments: [
        ("$.data.total", ["3"]),
        ("$['data'][\"total\"]", ["3"]),
        ("$.data.rows[0].编号", [#""甲""#]),
        ("$.data.rows[-1]['编号']", ["null"]),
        ("$.data.rows[*].编号", [#""甲""#, "null"]),
        ("$.data.rows[*].v[*]", ["1", "2", "3"]),
        ("$.data.*.v", []),
        ("$.行.*[0]", ["1", "3"]),
        ("$.行[*]", ["[1,2]", "[3]"]),
        ("$[ 'a b' ]['\\'']", [#""quote""#]),
        ("$['\\u884c'][1][ 0 ]", ["3"]),
        ("$._x1", ["true"]),
        ("$.data.rows[3]", []),
        ("$.data.rows[-4]", []),
        ("$.data.total.x", []),
        ("$.data[0]", []),
        ("$.missing", []),
    ])
    func pathsFindTheirNodes(path: String, expected: [String]) throws {
        #expect(try found(path) == expected)
    }

    @Test func theRootIsTheNodeTheSearchStartsFrom() throws {
        let page = JSONDocument()
        try page.parse(Self.text)
        let row = try #require(try JSONPath("$.data.rows[0]").select(page))
        #expect(try JSONPath("$").select(page, from: row) == row)
        let value = try #require(try JSONPath("$.v[1]").select(page, from: row))
        #expect(page.string(of: page.text(of: value)) == "2")
    }

    @Test func aPageThatFailedHasNoMatches() throws {
        let page = JSONDocument()
        try? page.parse("[1")
        #expect(try JSONPath("$").select(page) == nil)
    }

    @Test func onlyAWildcardIsNotSingular() throws {
        #expect(try JSONPath("$.a[0]['*']").isSingular)
        #expect(try !JSONPath("$.a[*]").isSingular)
    }

    @Test(arguments: [
        ("", 1, "a path begins with ‘$’"),
        ("data", 1, "a path begins with ‘$’"),
        ("$data", 2, "expected ‘.’ or ‘[’"),
        ("$.", 3, "expected a name; names with other signs go into ['…']"),
        ("$..a", 3, "‘..’ is not supported: name every step"),
        ("$.a b", 4, "expected ‘.’ or ‘[’"),
        ("$.1a", 3, "expected a name; names with other signs go into ['…']"),
        ("$[", 3, "expected an index, ‘*’ or a name in quotes"),
        ("$[01]", 5, "an index has no leading zero"),
        ("$[-0]", 5, "an index has no leading zero"),
        ("$[1", 4, "expected ‘]’"),
        ("$['名", 5, "the name has no end"),
        ("$['\\q']", 5, "no such escape"),
        ("$['\\ud800']", 10, "write the character itself"),
        ("$[99999999999999999999]", 20, "the index is too large"),
        ("$[?@.a]", 3, "expected an index, ‘*’ or a name in quotes"),
    ])
    func mistakesHaveTheirColumn(path: String, column: Int, message: String) {
        #expect(throws: JSONPathError(message: message, column: column)) { try JSONPath(path) }
    }
}
