import Foundation
import HTTPServer
import TestServers
import Testing

@Suite struct HTTPFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func aFileIsSentWholeInPartsAndNotToHEAD() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try HTTPFile(path: try folder.write(bytes, to: "a"))
        let server = try serve { request in
            let range: Range<Int>? = request.path == "/part" ? 100_000..<299_999 : nil
            return .now(try HTTPResponse(status: range == nil ? 200 : 206, file: file, range: range))
        }
        // What is open is sent, whatever becomes of the name.
        try FileManager.default.removeItem(atPath: folder.path + "/a")
        for (path, expected) in [("/", bytes), ("/part", Array(bytes[100_000..<299_999])), ("/", bytes)] {
            let outcome = try TestProgram.run([
                "curl", "-sS", "-o", folder.path + "/got", "http://127.0.0.1:\(server.port)\(path)",
            ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(Array(try Data(contentsOf: folder.url.appending(path: "got"))) == expected)
        }
        let head = try RawClient.ask(server.port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(head.contains("\r\nContent-Length: 300000\r\n") && bodyText(head).isEmpty)
    }

    @Test func anEmptyFileIsAnEmptyBody() throws {
        let file = try HTTPFile(path: try folder.write("", to: "a"))
        let server = try serve { _ in .now(try HTTPResponse(status: 200, file: file)) }
        let response = try RawClient.get(server.port, "/")
        #expect(status(response) == 200 && bodyText(response).isEmpty)
    }

    @Test func whatIsNoFileIsRefused() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: "/etc/hostname")
        for path in [folder.path, folder.path + "/none", folder.path + "/link"] {
            #expect(throws: HTTPServerError.self) { try HTTPFile(path: path) }
        }
    }

    @Test(
        arguments: [
            (nil, .whole), ("bytes=0-9", .part(0..<10)), ("bytes=90-", .part(90..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-1000", .part(0..<100)), ("bytes=95-1000", .part(95..<100)), ("Bytes = 5-5", .whole),
            ("bytes= 5 - 5", .part(5..<6)), ("bytes=100-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=0-1,3-4", .whole), ("bytes=9-3", .whole), ("bytes=", .whole), ("bytes=-", .whole),
            ("bytes=a-b", .whole), ("lines=0-1", .whole), ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=1-99999999999999999999", .part(1..<100)), ("bytes=--1", .whole), ("", .whole),
        ] as [(String?, HTTPRange)]) func rangesAreReadOrIgnored(_ header: String?, _ expected: HTTPRange)
    {
        #expect(HTTPRange(header, size: 100) == expected)
    }

    @Test func nothingHasNoPart() {
        for header in ["bytes=0-", "bytes=-1", "bytes=0-0"] { #expect(HTTPRange(header, size: 0) == .unsatisfiable) }
    }

    @Test func datesAreThoseOfAnotherProgram() throws {
        let times = [
            0, 784_111_777, 951_782_399, 951_782_400, 1_709_164_800, 1_798_761_599, 4_102_444_800, 253_402_300_799,
        ]
        for time in times {
            let words = ["date", "-u", "-d", "@\(time)", "+%a, %d %b %Y %H:%M:%S GMT"]
            let outcome = try TestProgram.run(words, environment: ["LC_ALL": "C"])
            let text = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(HTTPDate(seconds: Int64(time)).description == text)
            #expect(HTTPDate(text)?.seconds == Int64(time))
        }
        for wrong in [
            "", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        ] {
            #expect(HTTPDate(wrong) == nil)
        }
    }
}
