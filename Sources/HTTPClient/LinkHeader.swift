/// A link of a `Link` field (RFC 8288): `<https://…?page=2>; rel="next last"; title="a, b"`.
public struct LinkHeader: Sendable, Equatable {
    /// What stands between `<` and `>`; it may be relative to the response's address (see `resolveURL`).
    public var target: String
    /// The relation types, in lower case.
    public var relations: [String]
    /// All parameters, names in lower case; the first of a name counts.
    public var parameters: [String: String]

    /// The links of a response's `Link` fields. A link that cannot be read ends the reading of its field.
    public static func parse(_ values: [String]) -> [LinkHeader] {
        var links: [LinkHeader] = []
        for value in values {
            var reader = LinkReader(value)
            while links.count < 1000, let link = reader.next() { links.append(link) }
        }
        return links
    }

    /// The target of the first link with that relation, whatever its case.
    public static func target(_ relation: String, in values: [String]) -> String? {
        parse(values).first { $0.relations.contains(relation.lowercased()) }?.target
    }
}

/// Reads one field from its start.
private struct LinkReader {
    private let text: [UInt8]
    private var place = 0

    init(_ value: String) {
        text = Array(value.utf8)
    }

    mutating func next() -> LinkHeader? {
        skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ",") }
        guard take("<") else { return nil }
        let target = word { $0 != UInt8(ascii: ">") }
        guard take(">") else { return nil }
        var parameters: [String: String] = [:]
        while true {
            skipBlanks()
            guard take(";") else { break }
            skipBlanks()
            let name = word { !";,= \t".utf8.contains($0) }.lowercased()
            skipBlanks()
            let value = take("=") ? value() : ""
            if !name.isEmpty, parameters[name] == nil { parameters[name] = value }
        }
        let relations = (parameters["rel"] ?? "").split { $0 == " " || $0 == "\t" }.map { $0.lowercased() }
        return LinkHeader(target: trimmed(Substring(target)), relations: relations, parameters: parameters)
    }

    private mutating func value() -> String {
        skipBlanks()
        guard take("\"") else { return trimmed(Substring(word { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") })) }
        var bytes: [UInt8] = []
        while place < text.count, text[place] != UInt8(ascii: "\"") {
            if text[place] == UInt8(ascii: "\\"), place + 1 < text.count { place += 1 }
            bytes.append(text[place])
            place += 1
        }
        _ = take("\"")
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let start = place
        skip(belongs)
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < text.count, text[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() { skip { $0 == 0x20 || $0 == 0x09 } }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
        while place < text.count, belongs(text[place]) { place += 1 }
    }
}
