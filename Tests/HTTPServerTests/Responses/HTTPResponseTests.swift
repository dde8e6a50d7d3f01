import HTTPServer
import Testing

@Suite struct HTTPResponseTests {
    @Test(arguments: [
        ("X", "a\r\nSet-Cookie: b"), ("X", "a\nb"), ("X", "a\u{0}b"), ("X", "\t"), ("X", ""), ("", "a"), ("X Y", "a"),
        ("X:", "a"), ("清", "a"), ("Content-Length", "1"), ("transfer-encoding", "chunked"), ("X", "a\u{7F}"),
    ])
    func refusesHeadersThatBreakTheMessage(_ name: String, _ value: String) {
        #expect(throws: HTTPServerError.self) {
            try HTTPResponse(status: 200, headers: [HTTPHeader(name, value)])
        }
    }

    @Test func knowsItsSize() throws {
        #expect(try HTTPResponse(status: 200, text: "清").size == 3)
        #expect(try HTTPResponse(status: 200, stream: HTTPBodyStream { _ in 0 }).size == nil)
    }

    @Test func aBufferGrowsAndKeepsItsBytes() {
        var buffer = ResponseBuffer(capacity: 0)
        for number in 0..<300 { buffer.append(UInt8(truncatingIfNeeded: number)) }
        buffer.append([1, 2])
        buffer.append(String("清"))
        let bytes = buffer.withBytes { span in
            (0..<span.byteCount).map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        #expect(bytes.count == 305)
        #expect(bytes[299] == 43)
        #expect(Array(bytes.suffix(5)) == [1, 2] + Array("清".utf8))
    }
}
