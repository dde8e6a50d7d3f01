import Foundation
import HTTPClient

/// Whose addresses a pull may follow.
enum WebOrigin {
    /// The address that `target` means on the page at `base`, if it is on the host of the first request: the credentials
    /// of one system are never sent to another.
    static func sameHost(_ target: String, base: String, first: String) throws(ConnectorError) -> String {
        guard let url = resolveURL(target, against: base), let next = URLComponents(string: url),
            let own = URLComponents(string: first)
        else {
            throw ConnectorError(.unexpected, code: "bad_link", message: "the link to the next page is no address")
        }
        let isSame =
            next.scheme?.lowercased() == own.scheme?.lowercased() && next.host?.lowercased() == own.host?.lowercased()
            && next.port == own.port && next.user == nil
        guard isSame else {
            throw ConnectorError(
                .unexpected, code: "foreign_link",
                message: "the link to the next page leads to another host (\(next.host ?? "?")): it is not followed")
        }
        return url
    }
}
