import Foundation

/// The parts of a folder's address.
struct RemoteAddress: Equatable {
    let scheme: String
    let host: String
    let port: Int?
    let user: String?
    let hasPassword: Bool
    /// The folder, percent-encoded, with a slash at its end.
    let path: String

    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["sftp", "ftp", "ftps"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.query == nil, parts.fragment == nil
        else { return nil }
        self.scheme = scheme
        self.host = host
        port = parts.port
        user = parts.user
        hasPassword = parts.password != nil
        path = parts.percentEncodedPath.hasSuffix("/") ? parts.percentEncodedPath : parts.percentEncodedPath + "/"
    }

    /// The address of a file of the folder, or of the folder for an empty name; never with a user or password.
    func url(of name: String) -> String {
        let port = port.map { ":\($0)" } ?? ""
        return "\(scheme)://\(host)\(port)\(path)\(PercentEncoding.encoded(name))"
    }
}
