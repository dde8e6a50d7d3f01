@testable import TextEncoding
import Testing

@Suite struct TextDecoderTests {
    /// The text in several encodings; 𠮷 has four bytes in GB 18030 and is a surrogate pair in UTF-16.
    private static let text = "清源a𠮷é\n"
    private static let samples: [(String, [UInt8])] = [
        ("utf-8", Array(text.utf8)),
        ("GB18030", [0xc7, 0xe5, 0xd4, 0xb4, 0x61, 0x95, 0x34, 0xb2, 0x35, 0xa8, 0xa6, 0x0a]),
        ("gbk", [0xc7, 0xe5, 0xd4, 0xb4, 0x61, 0x95, 0x34, 0xb2, 0x35, 0xa8, 0xa6, 0x0a]),
        ("utf-16le", text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
        ("utf-16be", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
        ("utf-16", [0xfe, 0xff] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
    ]

    private func decode(
        _ bytes: [UInt8], _ name: String, size: Int = .max, policy: TextDecoder.Policy = .fail
    ) throws -> String {
        let decoder = try TextDecoder(CharacterEncoding(name), policy: policy)
        var output: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = size < bytes.count - start ? start + size : bytes.count
            try decoder.decode(Array(bytes[start..<end]), isLast: end == bytes.count, into: &output)
            start = end
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func failure(_ bytes: [UInt8], _ name: String, size: Int = .max) -> TextDecodingError? {
        do {
            _ = try decode(bytes, name, size: size)
            return nil
        } catch {
            return error as? TextDecodingError
        }
    }

    @Test(arguments: samples)
    func decodesInAnyChunks(name: String, bytes: [UInt8]) throws {
        for size in 1...bytes.count {
            #expect(try decode(bytes, name, size: size) == Self.text, "in chunks of \(size)")
        }
    }

    @Test func largeInputCrossesEveryBuffer() throws {
        let gb: [UInt8] = Array(repeating: [0x61, 0xc7, 0xe5, 0x95, 0x34, 0xb2, 0x35], count: 40_000).flatMap { $0 }
        let expected = String(repeating: "a清𠮷", count: 40_000)
        #expect(try decode(gb, "gb18030") == expected)
        #expect(try decode(gb, "gb18030", size: 1001) == expected)
        #expect(try decode(Array(expected.utf8), "utf-8", size: 1001) == expected)
    }

    @Test(arguments: ByteOrderMark.allCases)
    func byteOrderMarkIsDetectedAndDropped(mark: ByteOrderMark) throws {
        let bytes = mark.bytes + (Self.ascii(mark))
        #expect(ByteOrderMark.detect(bytes) == mark)
        for size in 1...bytes.count {
            #expect(try decode(bytes, mark.encodingName, size: size) == "ab")
        }
    }

    private static func ascii(_ mark: ByteOrderMark) -> [UInt8] {
        switch mark {
        case .utf8, .gb18030: [0x61, 0x62]
        case .utf16LittleEndian: [0x61, 0, 0x62, 0]
        case .utf16BigEndian: [0, 0x61, 0, 0x62]
        case .utf32LittleEndian: [0x61, 0, 0, 0, 0x62, 0, 0, 0]
        case .utf32BigEndian: [0, 0, 0, 0x61, 0, 0, 0, 0x62]
        }
    }

    @Test func noMarkIsNoMark() {
        #expect(ByteOrderMark.detect([]) == nil)
        #expect(ByteOrderMark.detect([0xef, 0xbb]) == nil)
        #expect(ByteOrderMark.detect(Array("abcd".utf8)) == nil)
    }

    @Test(arguments: [
        ("utf-8", [0x61, 0xe6, 0xb8, 0x85, 0xff, 0x62], 4), ("utf-8", [0xc7, 0xe5, 0xd4, 0xb4], 0),
        ("gb18030", [0x61, 0xc7, 0xe5, 0xff, 0x62], 3), ("gb18030", [0x61, 0x62, 0xc7, 0x0a, 0x62], 2),
        ("utf-16le", [0x61, 0, 0, 0xdc, 0x62, 0], 2),
    ])
    func invalidBytesArePlaced(name: String, bytes: [UInt8], offset: Int) {
        for size in 1...bytes.count {
            let error = failure(bytes, name, size: size)
            #expect(error?.kind == .invalid && error?.byteOffset == offset, "in chunks of \(size)")
        }
    }

    @Test(arguments: [
        ("utf-8", [0x61, 0xe6, 0xb8]), ("gb18030", [0x61, 0xc7]), ("gb18030", [0x61, 0x95, 0x34, 0xb2]),
        ("utf-16be", [0, 0x61, 0]),
    ])
    func truncationIsPlaced(name: String, bytes: [UInt8]) {
        for size in 1...bytes.count {
            let error = failure(bytes, name, size: size)
            #expect(
                error?.kind == .truncated && error?.byteOffset == (name == "utf-16be" ? 2 : 1), "in chunks of \(size)")
        }
    }

    @Test func errorsReadWell() {
        #expect(
            failure([0x61, 0xff, 0x0a], "gb18030")?.description == "byte 1: invalid bytes in gb18030: ff 0a")
    }

    @Test func badBytesCanBeReplaced() throws {
        for size in 1...6 {
            #expect(
                try decode([0x61, 0xff, 0xc7, 0xe5, 0x62, 0xc7], "gbk", size: size, policy: .replace)
                    == "a\u{FFFD}清b\u{FFFD}")
            #expect(
                try decode([0x61, 0xe6, 0xb8, 0x62, 0xff], "utf-8", size: size, policy: .replace)
                    == "a\u{FFFD}b\u{FFFD}")
        }
        let decoder = try TextDecoder(.utf8, policy: .replace)
        var output: [UInt8] = []
        try decoder.decode([0x61, 0xff], isLast: false, into: &output)
        try decoder.decode([0xff], isLast: true, into: &output)
        #expect(decoder.replacements == 2)
        #expect(decoder.firstReplaced?.byteOffset == 1)
        #expect(decoder.byteOffset == 3)
    }

    @Test func emptyStreamIsEmpty() throws {
        for name in CharacterEncoding.supported {
            let decoder = try TextDecoder(CharacterEncoding(name))
            var output: [UInt8] = []
            try decoder.decode([], isLast: true, into: &output)
            #expect(output.isEmpty)
        }
    }

    @Test func unknownNameListsTheKnownOnes() {
        #expect(throws: UnknownEncodingError(name: "klingon")) { try CharacterEncoding("klingon") }
        #expect(
            UnknownEncodingError(name: "x").description.hasPrefix(
                "unknown encoding \"x\"; known are utf-8, gb18030, gbk,"))
        #expect((try? CharacterEncoding("CP936"))?.name == "gbk")
    }
}
