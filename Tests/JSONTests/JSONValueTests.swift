import Testing

@testable import JSON

@Suite struct JSONValueTests {
    @Test func aTreeReadsBackAsItWas() throws {
        let value: JSONValue = ["名": ["a": [1, true, nil], "e": [], "o": [:]], "n": .number("0.10")]
        #expect(value.text == #"{"名":{"a":[1,true,null],"e":[],"o":{}},"n":0.10}"#)
        #expect(try JSONValue(parsing: value.text) == value)
        #expect(try JSONValue(parsing: value.indentedText) == value)
    }

    @Test func indentedTextHasALineForEachMember() {
        let value: JSONValue = ["a": [1], "b": [:]]
        #expect(value.indentedText == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
    }

    @Test func partsAreReached() throws {
        let value = try JSONValue(parsing: #"{"a":[10,"x",false],"a":[11]}"#)
        #expect(value["a"]?[0]?.intValue == 11)
        #expect(value["a"]?[1] == nil)
        #expect(value["b"] == nil)
        #expect(value[0] == nil)
        #expect(value.objectValue?.first?.value[1]?.stringValue == "x")
        #expect(value.objectValue?.first?.value[2]?.boolValue == false)
        #expect(value.objectValue?.first?.value.arrayValue?.count == 3)
    }

    @Test func aMistakeIsThrown() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: "{") }
    }
}
