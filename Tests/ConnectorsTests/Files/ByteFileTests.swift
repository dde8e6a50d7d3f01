import Foundation
import Testing

@testable import Connectors

@Suite struct ByteFileTests {
    private func file(_ text: String) throws -> URL {
        let url = URL(filePath: NSTemporaryDirectory()).appending(path: "bytes-\(UUID().uuidString)")
        try Data(text.utf8).write(to: url)
        return url
    }

    @Test func readsAtPlacesAndToTheEnd() throws {
        let url = try file("水务局")
        defer { try? FileManager.default.removeItem(at: url) }
        let bytes = try ByteFile(path: url.path)
        #expect(try bytes.read(at: 3, count: 3) == Array("务".utf8))
        #expect(try bytes.read(at: 6, count: 100) == Array("局".utf8))
        #expect(try bytes.read(at: 9, count: 1).isEmpty && bytes.read(at: 50, count: 1).isEmpty)
    }

    @Test func aFileCutShorterIsAnErrorAndNotAnEndlessReading() throws {
        let url = try file("0123456789")
        defer { try? FileManager.default.removeItem(at: url) }
        let bytes = try ByteFile(path: url.path)
        try FileHandle(forWritingTo: url).truncate(atOffset: 4)
        let error = #expect(throws: ConnectorError.self) { try bytes.read(at: 0, count: 10) }
        #expect(error?.code == "file_changed" && error?.kind == .unavailable(retryAfter: 10))
    }
}
