import Foundation
import JSON
import Serving
import Storage

/// A signed head that a partner kept: the whole answer of `/v1/me/access-log` in a file, or the head alone.
enum KeptHead {
    private static let longest = 64 << 20

    static func read(_ path: String) throws(CommandError) -> AccessHead {
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandError("cannot read \(path)") }
        guard data.count <= longest else { throw CommandError("\(path) is too large for an answer with a head") }
        let bytes = Array(data)
        // Of NDJSON the last line has it.
        let last = bytes.split(separator: UInt8(ascii: "\n")).last.map(Array.init) ?? []
        for text in [bytes, last] {
            guard let value = try? JSONValue(parsing: text) else { continue }
            if let head = AccessHeadJSON.head(value["head"] ?? value) { return head }
        }
        throw CommandError("there is no head of an access log in \(path): keep what /v1/me/access-log gives")
    }
}
