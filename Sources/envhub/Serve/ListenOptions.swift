import Foundation
import HTTPServer

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
        Option("threads", "N", "threads that answer partners (default 2)"),
    ]

    static func partner(_ call: Call, usual: String? = nil) throws -> HTTPListener.Configuration {
        var http = try configuration(call, "partner", usual ?? "127.0.0.1:8480")
        http.threads = try call.integer("threads", in: 1...256) ?? 2
        guard call.has("tls-cert") || call.has("tls-key") else { return http }
        http.tls = HTTPListener.TLS(
            certificatePEM: try pem(call.required("tls-cert")), keyPEM: try pem(call.required("tls-key")),
            clientAuthoritiesPEM: try call["tls-clients"].map(pem))
        return http
    }

    /// Where partners reach the hub, for whole links; nil when it is not said.
    static func publicURL(_ call: Call) throws(UsageError) -> String? {
        try call["public-url"].map(PublicURL.parse)
    }

    static func admin(_ call: Call, usual: String? = nil) throws -> HTTPListener.Configuration {
        try configuration(call, "admin", usual ?? "127.0.0.1:8481")
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
