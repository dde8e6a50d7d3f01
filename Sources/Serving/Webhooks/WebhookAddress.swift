import Storage

/// Where a webhook goes, read so strictly that no two readers of URLs can see different hosts in it:
///
///     https://host[:port][/path][?query]
///
/// No name and password, no fragment, no backslash, nothing beyond printable ASCII. The host is a name of the domain name system, an
/// IPv4 address in the four decimal numbers that everybody writes, or an IPv6 address in brackets; what other readers take for an
/// address too (`2130706433`, `0x7f.1`, `127.1`, `0177.0.0.1`) is refused.
struct WebhookAddress: Sendable, Equatable {
    let isSecure: Bool
    /// In small letters; an IPv6 address without its brackets.
    let host: String
    let port: Int
    let url: String

    private static let longest = 2_000

    /// The port that the protocol has when none is said.
    var usualPort: Int { isSecure ? 443 : 80 }

    /// - Throws: what is wrong with it, in words for the partner.
    init(_ url: String) throws(Problem) {
        guard url.utf8.count <= Self.longest else { throw Self.refusal("it is longer than \(Self.longest) bytes") }
        guard url.utf8.allSatisfy(Self.mayStand) else {
            throw Self.refusal("it has characters that must be percent-encoded; a Chinese name is written as `xn--…`")
        }
        let text = url.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else {
            throw Self.refusal("it does not begin with `https://`")
        }
        isSecure = scheme == "https://"
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw Self.refusal("it has a name or password in it") }
        (host, port) = try Self.place(authority, usual: isSecure ? 443 : 80)
        self.url = url
    }

    /// Host and port as an admin writes them: `hooks.example.gov.cn`, `10.20.0.7:8443`, `[2001:db8::7]`. A port of 0 stands for none.
    init(approving text: String) throws(Problem) {
        let text = text.lowercased()
        guard text.utf8.allSatisfy(Self.mayStand), !text.contains(where: { "/?@".contains($0) }) else {
            throw Self.refusal("it is not HOST or HOST:PORT")
        }
        (host, port) = try Self.place(text[...], usual: 0)
        isSecure = true
        url = text
    }

    private static func refusal(_ reason: String) -> Problem {
        .badRequest("bad-url", "The address cannot be used: \(reason).")
    }

    private static func mayStand(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !#"\"<>^`{|}#"#.utf8.contains(byte)
    }

    private static func place(_ authority: Substring, usual: Int) throws(Problem) -> (String, Int) {
        let (host, rest): (Substring, Substring)
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw refusal("a bracket has no other") }
            host = authority[authority.index(after: authority.startIndex)..<close]
            rest = authority[authority.index(after: close)...]
            guard host.contains(":"), !host.contains(where: { ".%".contains($0) }), isAddress(host) else {
                throw refusal("what stands in brackets is no IPv6 address")
            }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
            try check(host)
        }
        guard !rest.isEmpty else { return (String(host), usual) }
        let digits = rest.dropFirst()
        guard rest.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != "0",
            let port = Int(digits), (1...65_535).contains(port)
        else { throw refusal("the port is none") }
        return (String(host), port)
    }

    /// The host is a name, or an IPv4 address as everybody writes it.
    private static func check(_ host: Substring) throws(Problem) {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { Self.isNameByte($0) }
            }
        guard isName, let last = labels.last else { throw refusal("the host is no name") }
        // What ends in a number is an address to some readers (WHATWG URL, "ends in a number checker").
        let endsInNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
        guard !endsInNumber || isAddress(host) else {
            throw refusal("the host looks like an address, but is not written in four decimal numbers")
        }
    }

    private static func isAddress(_ text: Substring) -> Bool { NetworkAddress(String(text)) != nil }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
}
