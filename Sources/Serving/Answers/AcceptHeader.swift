/// An `Accept` or `Accept-Encoding` header (RFC 9110 sections 12.5.1 and 12.5.3).
struct AcceptHeader {
    private var offers: [(name: String, quality: Int)] = []

    /// Elements looked at.
    private static let limit = 32

    init(_ bytes: RawSpan) {
        self.init(String(decoding: bytes.bytes, as: UTF8.self))
    }

    init(_ text: String) {
        for element in text.split(separator: ",").prefix(Self.limit) {
            let parts = element.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let name = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Self.quality($0.dropFirst(2)) }
            offers.append((name, quality ?? 1000))
        }
    }

    /// Thousandths; what cannot be read counts as 0.
    private static func quality(_ text: Substring) -> Int {
        guard let value = Double(text), value.isFinite else { return 0 }
        return Int(max(0, min(value, 1)) * 1000)
    }

    /// Whether the client takes gzip.
    var allowsGzip: Bool { quality { $0 == "gzip" || $0 == "x-gzip" || $0 == "*" } > 0 }

    /// The best of some media types for the client, the earlier first when it does not mind; nil when it takes none.
    func best(of types: [String]) -> Int? {
        var best: (index: Int, quality: Int)?
        for (index, type) in types.enumerated() {
            let range = type.prefix { $0 != "/" } + "/*"
            let exact = offers.first { $0.name == type }?.quality
            let quality = exact ?? offers.first { $0.name == range }?.quality ?? quality { $0 == "*/*" }
            if quality > best?.quality ?? 0 { best = (index, quality) }
        }
        return best?.index
    }

    private func quality(_ test: (String) -> Bool) -> Int { offers.first { test($0.name) }?.quality ?? 0 }
}
