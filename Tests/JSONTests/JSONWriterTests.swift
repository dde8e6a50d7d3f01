import Testing

@testable import JSON

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func string(_ bytes: [UInt8]) -> String {
        written { writer in unsafe bytes.withUnsafeBytes { utf8 in unsafe writer.string(utf8) } }
    }

    @Test func commasAreThePlaceOfTheWriter() {
        let key = JSONWriter.encodedKey("名\"称")
        let text = written { writer in
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.int(1)
            writer.beginArray()
            writer.endArray()
            writer.beginObject()
            writer.endObject()
            writer.endArray()
            writer.key(encoded: key)
            writer.bool(true)
            writer.key("n")
            writer.null()
            writer.endObject()
            writer.endLine()
            writer.bool(false)
        }
        #expect(text == "{\"a\":[1,[],{}],\"名\\\"称\":true,\"n\":null}\nfalse")
    }

    @Test(arguments: [
        ("", #""""#),
        ("清远市生态环境局清城分局", #""清远市生态环境局清城分局""#),
        ("a\"b", #""a\"b""#),
        ("\\", #""\\""#),
        ("line\nnext\r\t", #""line\nnext\r\t""#),
        ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
        ("12345678\"", #""12345678\"""#),
        ("\"\"", #""\"\"""#),
        ("名称\"甲\"", #""名称\"甲\"""#),
        ("é€😀", #""é€😀""#),
    ])
    func stringsAreEscaped(text: String, expected: String) {
        #expect(string(Array(text.utf8)) == expected)
    }

    @Test func everyByteAtEveryPlaceOfAWordReadsBack() throws {
        for byte in UInt8(0)..<128 {
            for place in 0..<20 {
                var bytes = Array(repeating: UInt8(ascii: "x"), count: 20)
                bytes[place] = byte
                let value = try JSONValue(parsing: string(bytes))
                #expect(value == .string(String(decoding: bytes, as: UTF8.self)))
            }
        }
    }

    @Test(arguments: [[0x61, 0xFF, 0x62], [0xC7, 0xE5], [0xE6, 0xB0], [0x22, 0x80]] as [[UInt8]])
    func bytesThatAreNotUTF8AreReplaced(bytes: [UInt8]) throws {
        #expect(try JSONValue(parsing: string(bytes)) == .string(String(decoding: bytes, as: UTF8.self)))
    }

    @Test(arguments: [0, 9, 10, -1, 1_234_567_890, Int64.max, Int64.min])
    func wholeNumbers(value: Int64) {
        #expect(written { $0.int(value) } == String(value))
    }

    @Test(arguments: [0.1, -0.0, 1e300, .leastNonzeroMagnitude, 1.0 / 3, 123_456_789.125])
    func doublesReadBack(value: Double) throws {
        let text = written { $0.double(value) }
        #expect(Double(text) == value)
        #expect(try JSONValue(parsing: text) == .number(text))
    }

    @Test func whatIsNoNumberIsNull() {
        #expect(written { $0.double(.nan) } == "null")
        #expect(written { $0.double(-.infinity) } == "null")
    }

    @Test(arguments: [
        ("1.230", "1.230"), ("-0", "-0"), ("1e400", "1e400"), ("01", "\"01\""), (".5", "\".5\""), ("1.", "\"1.\""),
        ("", "\"\""), ("NaN", "\"NaN\""), ("1e", "\"1e\""), ("-", "\"-\""), ("1,2", "\"1,2\""),
    ])
    func numbersByTheirText(text: String, expected: String) {
        #expect(written { $0.number(text) } == expected)
    }

    @Test func rawValuesTakeTheirPlace() {
        let text = written { writer in
            writer.beginArray()
            writer.raw(Array("{\"a\":1}".utf8))
            writer.raw(Array("2".utf8))
            writer.endArray()
        }
        #expect(text == "[{\"a\":1},2]")
    }

    @Test func aWriterBeginsAnew() {
        let text = written { writer in
            writer.int(1)
            writer.restart()
            writer.int(2)
        }
        #expect(text == "2")
    }
}
