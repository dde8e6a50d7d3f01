import HTTPServer
import JSON

/// The JSON object that a request brings: read within limits, with no member that nobody knows.
struct RequestBody {
    private let members: [JSONValue.Member]

    /// A body is small (the listener takes 16 KiB), and flat.
    private static let limits = JSONLimits(bytes: 16 << 10, depth: 4, values: 64)

    /// - Parameter known: the members that it may have.
    /// - Throws: 415 for another type, 400 for what is no such object.
    init(_ request: borrowing HTTPRequest, known: [String]) throws(Problem) {
        let type = request.header("Content-Type") ?? ""
        let plain = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard plain == "application/json" else {
            throw Problem(
                415, "media-type", "Unsupported media type", "Send the body with `Content-Type: application/json`.")
        }
        let value: JSONValue
        do { value = try JSONValue(parsing: request.body, limits: Self.limits) } catch {
            throw .badRequest("bad-body", "The body cannot be read: \(error).")
        }
        guard let members = value.objectValue else { throw .badRequest("bad-body", "The body is one JSON object.") }
        var seen: Set<String> = []
        for member in members {
            guard known.contains(member.key) else {
                throw .badRequest(
                    "unknown-member",
                    "There is no member `\(member.key.prefix(64))` here. Known: \(known.joined(separator: ", ")).")
            }
            guard seen.insert(member.key).inserted else {
                throw .badRequest("repeated-member", "The member `\(member.key)` is given twice.")
            }
        }
        self.members = members
    }

    /// A member; nil when it is absent or null.
    subscript(_ name: String) -> JSONValue? {
        let value = members.first { $0.key == name }?.value
        return value == .null ? nil : value
    }

    /// Whether a member is there, be it null.
    func has(_ name: String) -> Bool { members.contains { $0.key == name } }

    /// A text that must be there.
    ///
    /// - Parameter most: how many characters it may have.
    func text(_ name: String, most: Int) throws(Problem) -> String {
        guard let text = try optionalText(name, most: most) else {
            throw .badRequest("missing-member", "`\(name)` is needed.")
        }
        return text
    }

    /// A text that may be there.
    func optionalText(_ name: String, most: Int) throws(Problem) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.stringValue, !text.isEmpty, text.count <= most else {
            throw .badRequest("bad-member", "`\(name)` is a text of 1 to \(most) characters.")
        }
        return text
    }
}
