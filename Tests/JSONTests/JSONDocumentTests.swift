import Testing

@testable import JSON

@Suite struct JSONDocumentTests {
    private func document(_ text: String) throws -> JSONDocument {
        let document = JSONDocument()
        try document.parse(text)
        return document
    }

    @Test func nodesLieInDocumentOrderWithTheirSource() throws {
        let text = #"{"a": [1.20, "甲"], "b": {"c": null}}"#
        let page = try document(text)
        #expect(page.nodeCount == 6)
        #expect(page.kind(of: .root) == .object)
        #expect(page.childCount(of: .root) == 2)
        let array = try #require(page.member("a", of: .root))
        #expect(page.kind(of: array) == .array)
        #expect(page.string(of: page.source(of: array)) == #"[1.20, "甲"]"#)
        #expect(page.children(of: array).map { page.string(of: page.text(of: $0)) } == ["1.20", "甲"])
        #expect(page.children(of: .root).map { page.string(of: page.key(of: $0)) } == ["a", "b"])
        #expect(page.children(of: array).map { page.childCount(of: $0) } == [0, 0])
        #expect(page.string(of: page.text(of: .root)) == text)
    }

    @Test(arguments: [
        "0", "-0", "0.10", "1.230", "123456789012345678901234567890", "1e400", "-1.5E+10", "18446744073709551616",
    ])
    func numbersKeepTheirText(number: String) throws {
        let page = try document("[\(number) ]")
        let node = try #require(page.element(0, of: .root))
        #expect(page.kind(of: node) == .number)
        #expect(page.string(of: page.text(of: node)) == number)
    }

    @Test func escapesAreUndoneAndTheSourceStays() throws {
        let text = #"{"\u540d\u79f0":"a\"b\\c\/d\b\f\n\r\t\u00e9\ud83d\ude00","x":"\u0000"}"#
        let page = try document(text)
        let name = try #require(page.member("名称", of: .root))
        #expect(page.string(of: page.text(of: name)) == "a\"b\\c/d\u{8}\u{C}\n\r\té😀")
        let zero = try #require(page.member("x", of: .root))
        #expect(page.copy(of: page.text(of: zero)) == [0])
        #expect(page.string(of: page.source(of: .root)) == text)
        #expect(page.string(of: page.source(of: zero)) == #""\u0000""#)
    }

    @Test(arguments: [#""\ud83d""#, #""\ude00""#, #""\ud83d\u0041""#, #""\ud83dx""#])
    func halfASurrogateBecomesTheReplacementCharacter(text: String) throws {
        let page = try document(text)
        #expect(page.string(of: page.text(of: .root)).unicodeScalars.first == "\u{FFFD}")
    }

    @Test func ofMembersWithOneKeyLookUpGivesTheLast() throws {
        let page = try document(#"{"a":1,"a":2}"#)
        #expect(page.childCount(of: .root) == 2)
        let last = try #require(page.member("a", of: .root))
        #expect(page.string(of: page.text(of: last)) == "2")
    }

    @Test func emptyContainersAndTheEmptyKey() throws {
        let page = try document(#" { "" : [ ] , "b" : { } , "c" : "" } "#)
        let empty = try #require(page.member("", of: .root))
        #expect(page.kind(of: empty) == .array)
        #expect(Array(page.children(of: empty)).isEmpty)
        let text = try #require(page.member("c", of: .root))
        #expect(page.text(of: text).count == 0)
        #expect(page.member("", of: text) == nil)
        #expect(page.element(0, of: .root) == nil)
    }

    @Test func aByteOrderMarkIsPassedOver() throws {
        let page = JSONDocument()
        try page.parse([0xEF, 0xBB, 0xBF] + Array("[7]".utf8))
        let node = try #require(page.element(-1, of: .root))
        #expect(page.string(of: page.text(of: node)) == "7")
        #expect(page.text(of: node).offset == 4)
    }

    @Test func aParserIsUsedAgainAndForgetsThePageBefore() throws {
        let page = JSONDocument()
        for size in [1, 5000, 3, 40_000] {
            try page.parse("[" + Array(repeating: #""\u7532""#, count: size).joined(separator: ",") + "]")
            #expect(page.childCount(of: .root) == size)
            let last = try #require(page.element(-1, of: .root))
            #expect(page.string(of: page.text(of: last)) == "甲")
        }
        #expect(throws: JSONError.self) { try page.parse("[1") }
        #expect(page.nodeCount == 0)
    }

    @Test func aNodeTellsItsLineAndColumn() throws {
        let page = try document("{\n \"名\": 1,\n \"b\": 2}")
        let node = try #require(page.member("名", of: .root))
        #expect(page.place(of: node) == (2, 7))
    }
}
