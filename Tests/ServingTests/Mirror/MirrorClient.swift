import JSON

@testable import Serving

/// The consumer that the protocol promises to serve: if a line has a record, put it; otherwise remove its id; at `end`
/// save the cursor. When a cursor is gone, start again and drop what the new scan did not show.
///
/// What it keeps changes only with the `end` of a page, as in one transaction: a page that is cut, and a client that dies in the middle of
/// one, are pages that never were.
struct MirrorClient {
    enum Reply {
        case page([JSONValue])
        case gone
    }

    struct Entry: Equatable {
        var entity: String
        var rev: Int
        var record: JSONValue
    }

    private(set) var mirror: [String: Entry] = [:]
    private(set) var cursor: [UInt8]?
    /// The ids that a scan after a lost cursor has shown so far; nil when there is no such scan.
    private var shown: Set<String>?
    /// How often it had to start again.
    private(set) var restarts = 0

    mutating func put(_ line: JSONValue) {
        mirror[line.id] = Entry(
            entity: line["entity"]?.stringValue ?? "", rev: line["rev"]?.intValue ?? 0, record: line["record"] ?? .null)
        shown?.insert(line.id)
    }

    /// Goes on from a snapshot that has been put; what it did not show is dropped.
    mutating func begin(at cursor: [UInt8]) {
        self.cursor = cursor
        if let shown { mirror = mirror.filter { shown.contains($0.key) } }
        shown = nil
    }

    /// Takes a reply; false when everything has been seen.
    mutating func take(_ reply: Reply) throws -> Bool {
        guard case .page(let lines) = reply, let end = lines.last else {
            cursor = nil
            shown = []
            restarts += 1
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
