import JSON

@testable import Serving

/// The consumer that the protocol promises to serve: if a line has a record, put it; otherwise remove its id; at `end`
/// save the cursor. When a cursor is gone, start again and drop what the new scan did not show.
struct MirrorClient {
    enum Reply {
        case page([JSONValue])
        case gone
    }

    private(set) var mirror: [String: String] = [:]
    private(set) var cursor: [UInt8]?
    /// The ids that a scan after a lost cursor has shown so far; nil when there is no such scan.
    private var shown: Set<String>?

    mutating func put(_ line: JSONValue) {
        mirror[line.id] = line["record"]?["name"]?.stringValue
        shown?.insert(line.id)
    }

    mutating func begin(at cursor: [UInt8]) {
        self.cursor = cursor
    }

    /// Takes a reply; false when everything has been seen.
    mutating func take(_ reply: Reply) throws -> Bool {
        guard case .page(let lines) = reply, let end = lines.last else {
            cursor = nil
            shown = []
            return true
        }
        for line in lines.dropLast() {
            if line["record"] != nil { put(line) } else { mirror[line.id] = nil }
        }
        cursor = Array((end["cursor"]?.stringValue ?? "").utf8)
        guard end["more"] == false else { return true }
        if let shown { mirror = mirror.filter { shown.contains($0.key) } }
        shown = nil
        return false
    }
}
