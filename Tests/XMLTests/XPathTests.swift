import Testing

@testable import XML

@Suite struct XPathTests {
    private static let text = """
        <m n="1" xmlns:p="urn:p"><r k="a"><v>1</v><v>2<!-- c --></v><名>甲</名></r><r k="b"><v>3</v><p:v>4</p:v></r><r/></m>
        """
    private static let prefixes = ["q": "urn:p"]

    private func texts(_ path: String) throws -> [String] {
        let page = try XMLPage(Array(Self.text.utf8))
        let expression = try XPathExpression(path, namespaces: Self.prefixes)
        let nodes = try page.nodes(for: expression, from: page.root)
        #expect(try page.firstNode(for: expression, from: page.root) == nodes.first)
        return nodes.map { page.text(of: $0) }
    }

    @Test(arguments: [
        ("r/v", ["1", "2", "3"]), ("r/@k", ["a", "b"]), ("/m/r/v/text()", ["1", "2", "3"]), ("./r/名", ["甲"]),
        ("r/q:v", ["4"]), ("r/*", ["1", "2", "甲", "3", "4"]), ("r/q:*", ["4"]), ("@n", ["1"]), ("@*", ["1"]),
        ("r/x", []), ("/x/r", []), ("r/@x", []), ("r/v/v", []), ("r/text()", []), (".", ["12甲34"]),
        ("/./m/@n", ["1"]), ("../m/@n", ["1"]), ("/.", []), ("/@n", []), ("../@n", []),
    ])
    func simplePathsAreWalked(path: String, expected: [String]) throws {
        #expect(try XPathExpression(path, namespaces: Self.prefixes).machine == nil)
        #expect(try texts(path) == expected)
    }

    @Test(arguments: [
        ("r[2]/v", ["3"]), ("//v", ["1", "2", "3"]), ("r[@k='b']/q:v", ["4"]), ("r/v[last()]", ["2", "3"]),
        ("r/v | @n", ["1", "1", "2", "3"]), ("r[名='甲']/@k", ["a"]), ("descendant::v", ["1", "2", "3"]),
    ])
    func otherExpressionsAreEvaluated(path: String, expected: [String]) throws {
        #expect(try XPathExpression(path, namespaces: Self.prefixes).machine != nil)
        #expect(try texts(path) == expected)
    }

    @Test(arguments: [
        "r/v", "r/@k", "/m/r/v/text()", "r/q:v", "r/*", "r/q:*", "@*", ".", "./r/名", "r/../@n", "/./*", "../*", "/.",
    ])
    func walkingGivesWhatTheMachineGives(path: String) throws {
        let page = try XMLPage(Array(Self.text.utf8))
        let walked = try page.nodes(for: XPathExpression(path, namespaces: Self.prefixes), from: page.root)
        let machine = try XPathMachine(path, Self.prefixes)
        #expect(try machine.evaluate(page, page.root) == .nodes(walked))
    }

    @Test func valuesOfOtherKinds() throws {
        let page = try XMLPage(Array(Self.text.utf8))
        #expect(try page.evaluate(XPathExpression("count(r)"), from: page.root) == .number(3))
        #expect(try page.evaluate(XPathExpression("concat(@n,'号')"), from: page.root) == .text("1号"))
        #expect(try page.evaluate(XPathExpression("r/@k = 'b'"), from: page.root) == .boolean(true))
        #expect(try page.firstText(for: XPathExpression("sum(r/v) div 4"), from: page.root) == "1.5")
        #expect(try page.firstText(for: XPathExpression("count(r)"), from: page.root) == "3")
        #expect(try page.firstText(for: XPathExpression("r/x"), from: page.root) == nil)
        #expect(try page.firstText(for: XPathExpression("r[2]/v"), from: page.root) == "3")
        #expect(throws: XPathError.self) { try page.nodes(for: XPathExpression("count(r)"), from: page.root) }
    }

    @Test func pathsBeginAtTheGivenNode() throws {
        let page = try XMLPage(Array(Self.text.utf8))
        let rows = try page.nodes(for: XPathExpression("r"), from: page.root)
        let path = try XPathExpression("v")
        #expect(try rows.map { row in try page.nodes(for: path, from: row).count } == [2, 1, 0])
        #expect(try page.firstText(for: XPathExpression("../@n"), from: rows[1]) == "1")
        #expect(try page.firstText(for: XPathExpression("v[2]"), from: rows[0]) == "2")
    }

    @Test(arguments: ["", "a/", "a[", "//", "x:a", "nope()", "$v", "a b", "a/[1]", "'a"])
    func mistakesAreFoundWhenCompiling(path: String) {
        #expect(throws: XPathError.self) { try XPathExpression(path) }
    }

    @Test func mistakesHaveTheirColumn() {
        do throws(XPathError) {
            _ = try XPathExpression("名/b[")
            Issue.record("compiled")
        } catch {
            #expect(error.column >= 5)
        }
    }

    @Test func expressionsAreSharedBetweenTasks() async throws {
        let expression = try XPathExpression("count(r[@k])")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let page = try XMLPage(Array(Self.text.utf8))
                    return try page.evaluate(expression, from: page.root) == .number(2)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
