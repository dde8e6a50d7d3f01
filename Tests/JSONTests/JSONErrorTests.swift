import Testing

@testable import JSON

@Suite struct JSONErrorTests {
    private func failure(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONError? {
        do throws(JSONError) {
            try JSONDocument(limits: limits).parse(bytes)
            return nil
        } catch {
            return error
        }
    }

    private func failure(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
        failure(Array(text.utf8), limits: limits)
    }

    @Test(arguments: [
        ("{\"a\":1\n,}", 2, 2, "expected a key in quotes"),
        ("[1 2]", 1, 4, "expected ‘,’ or the end of the array or object"),
        ("[1,]", 1, 4, "expected a value"),
        ("{\"名\" 1}", 1, 6, "expected ‘:’ after the key"),
        ("[NaN]", 1, 2, "expected a value"),
        ("[nul]", 1, 2, "expected true, false or null"),
        ("[truex]", 1, 2, "expected true, false or null"),
        ("[01]", 1, 2, "not a number as JSON writes it"),
        ("[1.]", 1, 2, "not a number as JSON writes it"),
        ("[.5]", 1, 2, "expected a value"),
        ("[+1]", 1, 2, "expected a value"),
        ("[-]", 1, 2, "not a number as JSON writes it"),
        ("[1e]", 1, 2, "not a number as JSON writes it"),
        ("[1\"a\"]", 1, 2, "not a number as JSON writes it"),
        ("[\"a\"1]", 1, 5, "expected ‘,’ or the end of the array or object"),
        ("[\"\\x\"]", 1, 3, "an escape that JSON does not have"),
        ("[\"\\u12G4\"]", 1, 3, "an escape that JSON does not have"),
        ("[] []", 1, 4, "expected nothing after the value"),
        ("{]", 1, 2, "expected a key in quotes"),
        ("[}", 1, 2, "expected a value"),
        ("\u{C}1", 1, 1, "expected a value"),
        ("[1\u{1A}]", 1, 3, "expected ‘,’ or the end of the array or object"),
        ("{'a':1}", 1, 2, "expected a key in quotes"),
        ("// no\n1", 1, 1, "expected a value"),
        ("[\"a\nb\"]", 1, 4, "a control character inside a string must be escaped"),
        ("<html>", 1, 1, "expected a value"),
    ])
    func mistakesHaveTheirPlace(text: String, line: Int, column: Int, message: String) throws {
        let error = try #require(failure(text))
        #expect(error.message == message)
        #expect([error.line, error.column] == [line, column])
        #expect(!error.isTruncated)
    }

    @Test(arguments: ["", " \n", "\u{FEFF}"])
    func nothingIsAnError(text: String) throws {
        let error = try #require(failure(text))
        #expect(error.message == "the text is empty")
        #expect(error.isTruncated)
    }

    @Test func everyPrefixIsSeenAsCut() throws {
        let text = #"{"名称":"清远\n\u6c34\ud83d\ude00","n":[-1.50e+7,true,false,null,{}],"s":"\\\"", "z":[[]]}"#
        let bytes = Array(text.utf8)
        #expect(failure(bytes) == nil)
        for length in 0..<bytes.count {
            let error = try #require(failure(Array(bytes[..<length])))
            #expect(error.isTruncated, "of \(length) bytes: \(error)")
            #expect(error.offset <= length)
        }
    }

    @Test func everyChangedByteIsJudgedWithoutACrash() {
        let bytes = Array(#"{"名":["a\u7532",-1.5e3,null],"b":{"c":true}}"#.utf8)
        let page = JSONDocument()
        var refused = 0
        for position in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[position] = byte
                do { try page.parse(changed) } catch { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 128)
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC7, 0xE5]] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) throws {
        let error = try #require(failure(Array("[\"ab".utf8) + bytes + Array("\"]".utf8)))
        #expect(error.message == "a byte that is not UTF-8")
        #expect(error.offset == 4)
    }

    @Test func depthIsLimited() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let error = try #require(failure(deep))
        #expect(error.message == "arrays and objects are nested deeper than allowed")
        #expect(error.offset == 64)
        #expect(failure("[[1]]", limits: JSONLimits(depth: 2)) == nil)
        #expect(failure("[[[1]]]", limits: JSONLimits(depth: 2))?.offset == 2)
        #expect(failure("[]", limits: JSONLimits(depth: 0))?.offset == 0)
        #expect(failure("1", limits: JSONLimits(depth: 0)) == nil)
    }

    @Test func lengthAndNumberOfValuesAreLimited() {
        #expect(failure("[1,2,3]", limits: JSONLimits(bytes: 6))?.message == "the text is longer than allowed")
        #expect(failure("[1,2,3]", limits: JSONLimits(bytes: 7)) == nil)
        #expect(failure("[1,2,3]", limits: JSONLimits(values: 3))?.message == "the text holds more values than allowed")
        #expect(failure("[1,2,3]", limits: JSONLimits(values: 4)) == nil)
    }
}
