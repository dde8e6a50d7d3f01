import JSON
import Model
import Terminal

/// JSON for scripts, on standard output.
enum JSONOutput {
    /// Writes one JSON value and a line feed.
    static func write(_ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        body(&writer)
        TerminalOutput.standardOutput.line(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// RFC 3339 in UTC.
    static func time(_ milliseconds: Int64?) -> String? {
        milliseconds.map { Instant(milliseconds: $0).description }
    }
}

extension JSONWriter {
    /// A member with a text, or null.
    mutating func field(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    /// A member with a number.
    mutating func field(_ name: String, _ value: Int64) {
        key(name)
        int(value)
    }

    /// A member with a truth value.
    mutating func field(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }
}
