import HTTPServer
import JSON

/// An error as partners see it: problem details (RFC 9457).
struct Problem: Error {
    let status: Int
    /// The last part of the problem's type, such as `missing-cursor`.
    let kind: String
    let title: String
    let detail: String
    var headers: [HTTPHeader] = []
    /// Further members.
    var members: [(String, JSONValue)] = []

    init(
        _ status: Int, _ kind: String, _ title: String, _ detail: String, headers: [HTTPHeader] = [],
        members: [(String, JSONValue)] = []
    ) {
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail
        self.headers = headers
        self.members = members
    }

    func body(request: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("type", "urn:envhub:problem:\(kind)")
        writer.member("title", title)
        writer.key("status")
        writer.int(Int64(status))
        writer.member("detail", detail)
        writer.member("request_id", request)
        for (name, value) in members {
            writer.key(name)
            writer.value(value)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    mutating func member(_ name: String, _ value: Int64) {
        key(name)
        int(value)
    }
}
