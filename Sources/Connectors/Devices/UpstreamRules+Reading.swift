import Diagnostics

extension UpstreamRules {
    /// The keys of `upstream`.
    static let keys = ["to", "points", "periods", "password", "mn", "overtime", "recount", "window", "keep"]
    /// A few packets, and a terabyte.
    private static let sizes = (1 << 20)...(1 << 40)

    /// Reads `upstream`; nil when it is not there, or after reporting what stops it.
    init?(_ reader: DefinitionReader) {
        guard let upstream = reader.section("upstream", keys: Self.keys) else { return nil }
        let place = upstream.required("to").flatMap(Self.place)
        let points = upstream.required("points").flatMap(Self.points)
        guard let place, let points else { return nil }
        self.init(host: place.host, port: place.port, points: points)
        if let value = upstream.optional("periods"), let items = value.list() {
            periods = Set(items.compactMap { $0.choice() })
            if items.isEmpty { value.reportInvalid("a list of periods", help: "write `[minute, hour, day]`") }
        }
        password = reader.secret(upstream.optional("password"))
        for entry in upstream.optional("mn")?.entries() ?? [] {
            guard let text = entry.value.text() else { continue }
            if text.utf8.count <= 64, text.utf8.allSatisfy(Self.mayStandInHeader) {
                renamed[entry.name] = text
            } else {
                entry.value.reportInvalid(
                    "an MN", help: "write 24 digits and letters, such as `010000A8900016F000169DC0`")
            }
        }
        overtime = reader.positive(upstream.optional("overtime")) ?? overtime
        recount = upstream.optional("recount")?.integer(in: 0...100) ?? recount
        window = upstream.optional("window")?.integer(in: 1...256) ?? window
        if let value = upstream.optional("keep"), let size = value.byteSize() {
            if Self.sizes.contains(size) {
                keep = size
            } else {
                value.reportInvalid("a size to keep", help: "write a size from `1MB` to `1024GB`, such as `1GB`")
            }
        }
    }

    /// `HOST:PORT`; an IPv6 host stands in brackets.
    private static func place(_ value: ConfigValue) -> (host: String, port: Int)? {
        guard let text = value.text() else { return nil }
        if let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        {
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = host.dropFirst().dropLast()
            } else if host.contains(":") {
                host = ""
            }
            if !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) { return (String(host), port) }
        }
        value.reportInvalid("an address", help: "write a host and a port, such as `10.20.0.5:9003`")
        return nil
    }

    private static func points(_ value: ConfigValue) -> [String]? {
        guard let points = value.texts() else { return nil }
        if !points.isEmpty, !points.contains("") { return points }
        value.reportInvalid(
            "a list of devices",
            help: "write MNs, or what they begin with and `*`: `[\"4418*\"]`; `[\"*\"]` is all of them")
        return nil
    }
}
