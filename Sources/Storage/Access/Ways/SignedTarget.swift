/// The path and query of a link, decoded: what a signed link opens, and nothing else.
public struct SignedTarget: Sendable, Equatable {
    /// The path's bytes.
    public var path: [UInt8]
    /// The query's parameters in their order.
    public var query: [(name: String, value: String)]

    /// A target from what a request has.
    public init(path: [UInt8], query: [(name: String, value: String)]) {
        self.path = path
        self.query = query
    }

    /// A target from its text, `/v1/feeds/water/outlet?f=csv`; nil for anything else: no path from the root, control characters, a
    /// fragment, a broken escape.
    public init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2_000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") })
        else { return nil }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = Self.decoded(parts[0], plus: false) else { return nil }
        self.path = path
        query = []
        guard parts.count > 1 else { return }
        for pair in parts[1].split(separator: "&", omittingEmptySubsequences: false) {
            let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(words[0], plus: true), !name.isEmpty,
                let value = Self.decoded(words.count > 1 ? words[1] : "", plus: true)
            else { return nil }
            query.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
        }
    }

    /// Whether both name the same thing.
    public static func == (one: SignedTarget, other: SignedTarget) -> Bool {
        one.path == other.path && one.query.elementsEqual(other.query) { $0 == $1 }
    }

    /// The bytes behind `%XX`, and in queries behind `+`.
    private static func decoded(_ text: Substring, plus: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                    value != 0, rest.first != UInt8(ascii: "+"), rest.first != UInt8(ascii: "-")
                else { return nil }
                bytes.append(value)
                rest.removeFirst(2)
            case UInt8(ascii: "+") where plus: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
