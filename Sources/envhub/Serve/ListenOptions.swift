import Foundation
import HTTPServer
import Serving

/// Where to listen, and with which certificate.
enum ListenOptions {
    static let all = [
        Option("partner", "HOST:PORT", "where partners read feeds (default 127.0.0.1:8480)"),
        Option("admin", "HOST:PORT", "health, metrics and status (default 127.0.0.1:8481)"),
        Option("tls-cert", "FILE", "the partners' certificate chain, PEM: serves https"),
        Option("tls-key", "FILE", "its private key, PEM"),
        Option("tls-clients", "FILE", "authorities of client certificates, PEM: asks partners for one"),
        Option(
            "public-url", "URL", "where partners reach it, such as https://data.example.gov.cn (default: the address)"),
        Option(
            "allow-origin", "ORIGIN[,ORIGIN]",
            "web pages elsewhere, such as https://map.example.gov.cn, whose scripts may read feeds; `*` for any (default: none)"
        ),
        Option("threads", "N", "threads that answer partners (default: one more than processors)"),
        Option("connections", "N", "partners' connections at the same time (default 10000, or what open files allow)"),
        Option(
            "connections-per-address", "N",
            "of these from one address or /64 of IPv6 "
                + "(default 256; 0: any number, behind a gateway that limits them itself)"),
    ]

    static func partner(_ call: Call, usual: String? = nil) throws -> HTTPListener.Configuration {
        var http = try configuration(call, "partner", usual ?? "127.0.0.1:8480")
        if let threads = try call.integer("threads", in: 1...256) { http.threads = threads }
        http.maxConnections = try connections(call)
        // One that opens all it can must leave room for the others, long before its silence is noticed.
        http.maxConnectionsPerAddress = try call.integer("connections-per-address", in: 0...1_000_000) ?? 256
        guard call.has("tls-cert") || call.has("tls-key") else { return http }
        http.tls = HTTPListener.TLS(
            certificatePEM: try pem(call.required("tls-cert")), keyPEM: try pem(call.required("tls-key")),
            clientAuthoritiesPEM: try call["tls-clients"].map(pem))
        return http
    }

    /// How many connections partners may have, so that the hub can always open its own files: each may have a file open that it is
    /// sent, and the hub itself takes some dozens.
    private static func connections(_ call: Call) throws(UsageError) -> Int {
        let files = DescriptorLimit.raise()
        let possible = max((files - 256) / 2, 16)
        guard let wanted = try call.integer("connections", in: 1...1_000_000) else { return min(10_000, possible) }
        guard wanted <= possible else {
            throw UsageError(
                "--connections \(wanted) takes \(wanted * 2 + 256) open files, and the system allows \(files): raise that "
                    + "(LimitNOFILE= of the service, `ulimit -Hn`), or ask for at most \(possible)")
        }
        return wanted
    }

    /// Where partners reach the hub, for whole links; nil when it is not said.
    static func publicURL(_ call: Call) throws(UsageError) -> String? {
        try call["public-url"].map(PublicURL.parse)
    }

    /// Pages that may read answers in browsers.
    static func origins(_ call: Call) throws(UsageError) -> AllowedOrigins {
        do { return try AllowedOrigins(call.list("allow-origin")) } catch {
            throw UsageError("--allow-origin: \(error)")
        }
    }

    static func admin(_ call: Call, usual: String? = nil) throws -> HTTPListener.Configuration {
        var http = try configuration(call, "admin", usual ?? "127.0.0.1:8481")
        http.maxConnections = 256
        return http
    }

    private static func configuration(
        _ call: Call, _ name: String, _ usual: String
    ) throws(UsageError) -> HTTPListener.Configuration {
        let text = call[name] ?? usual
        guard let address = Address(text) else {
            throw UsageError("--\(name) wants HOST:PORT such as \(usual), not `\(text)`")
        }
        var http = HTTPListener.Configuration()
        http.host = address.host
        http.port = address.port
        return http
    }

    private static func pem(_ path: String) throws(CommandError) -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
            throw CommandError("cannot read \(path)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
