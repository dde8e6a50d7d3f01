import Feeds
import HTTPServer
import TestServers
import Testing

@testable import Serving

@Suite struct StoredLineTests {
    private func read(_ text: String) throws -> (StoredLine, [String?]) {
        let feed = try Publisher.compile()[0]
        var line = StoredLine(try #require(feed.entity(named: "pollution_source")))
        var buffer = ResponseBuffer()
        buffer.append(text)
        buffer.withBytes { line.read($0) }
        var bytes: [UInt8] = []
        let values = line.values.map { value -> String? in
            guard !line.isNull(value) else { return nil }
            line.copy(value, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        return (line, values)
    }

    private static let head =
        #"{"op":"upsert","seq":12,"entity":"pollution_source","id":"ps_1","rev":3,"at":"2026-11-23T01:02:03.120Z","cause":"x""#

    @Test(
        arguments: [
            (#"{"name":"厂","region":"441802"}"#, ["厂", "441802"]),
            (#"{"name":null,"region":"4"}"#, [nil, "4"]),
            (#"{"name":"a\"}\\,\u0001","region":null}"#, ["a\"}\\,\u{1}", nil]),
            // Other orders, columns that are not known, and columns that are missing.
            (#"{"region":"4","name":"厂"}"#, ["厂", "4"]), (#"{"x":{"name":"no"},"region":"4"}"#, [nil, "4"]),
            ("{}", [nil, nil]),
            (#"{"name":12.50,"region":["a","b]"]}"#, ["12.50", #"["a","b]"]"#]), (#"{"name":true}"#, ["true", nil]),
        ] as [(String, [String?])]) func columnsAreFound(_ record: String, _ expected: [String?]) throws
    {
        for middle in ["", #","changed":["name"],"source":{"system":"a","record":"b"}"#] {
            let text = Self.head + middle + #","record":"# + record + "}"
            let (line, values) = try read(text)
            #expect(values == expected)
            #expect(String(decoding: line.bytes[line.record], as: UTF8.self) == record)
            let names = line.envelope.map { String(decoding: line.bytes[$0], as: UTF8.self) }
            #expect(names[1] == "12" && names[StoredLine.id] == "\"ps_1\"" && names[StoredLine.rev] == "3")
        }
    }

    @Test func listsAreTakenApart() throws {
        let (line, _) = try read(Self.head + #","record":{"name":["a","b,\"]",null],"region":[]}}"#)
        let elements = line.elements(of: line.values[0]).map { String(decoding: line.bytes[$0], as: UTF8.self) }
        #expect(elements == [#""a""#, #""b,\"]""#, "null"])
        #expect(line.isList(line.values[1]) && line.elements(of: line.values[1]).isEmpty)
    }

    /// Whatever texts stand before and between, a column is found where it is.
    @Test func textsAreNoStructure() throws {
        var random = SeededRandom(7)
        let pieces = ["\\\"", "\\\\", #",\"record\":{"#, "}", "{", "]", "厂", "\\n", "name", ":", "null", "1"]
        for _ in 0..<300 {
            let count = Int.random(in: 0...6, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let (_, values) = try read(
                Self.head
                    + #","source":{"key":"\#(text)"},"record":{"note":"\#(text)","list":["\#(text)",{"name":"no"}],"name":"厂","region":"4"}}"#
            )
            #expect(values == ["厂", "4"], "\(text)")
        }
    }

    /// A line that is damaged is not read past its end.
    @Test func damagedLinesEnd() throws {
        let whole = Self.head + #","record":{"name":"a\"b","region":["x"]}}"#
        for count in 0..<whole.utf8.count { _ = try read(String(decoding: whole.utf8.prefix(count), as: UTF8.self)) }
    }
}
