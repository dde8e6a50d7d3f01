import Foundation
import Storage

/// Where partners reach the hub: what `envhub serve --public-url` was told last, or what the command says; never what a request says.
enum PublicURL {
    /// The name under which the store keeps it.
    static let setting = "public_url"

    static let option = Option(
        "public-url", "URL", "where partners reach the hub (default: as `envhub serve --public-url` was told last)")

    /// The place, without a slash at its end.
    static func of(_ call: Call, _ store: Store) throws -> String {
        if let text = call["public-url"] { return try parse(text) }
        if let known = try store.meta(setting), !known.isEmpty { return known }
        throw UsageError(
            "where do partners reach the hub? Say --public-url https://data.example.gov.cn, here or to `envhub serve`")
    }

    /// A URL of http or https with a host, and neither query nor fragment nor user in it.
    static func parse(_ text: String) throws(UsageError) -> String {
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host(), !host.isEmpty, url.query == nil, url.fragment == nil, url.user == nil,
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F })
        else {
            throw UsageError("--public-url wants a URL such as https://data.example.gov.cn, not `\(text)`")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
