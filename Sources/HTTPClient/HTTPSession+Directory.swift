import Glibc

extension HTTPSession {
    /// Lists a folder of an FTP or SFTP server. A missing `/` at the address's end is added: without, the server would
    /// send a file.
    ///
    /// Throws `notFound` for no such folder, `tooLarge` for a listing beyond `limits.bodyBytes`.
    public func list(_ request: TransferRequest) async throws(HTTPClientError) -> DirectoryListing {
        var request = request
        guard TransferProtocols.files.contains(request.protocols), !request.url.contains("?") else {
            throw HTTPClientError(
                .other, code: "no-folder", url: request.url, reason: "only FTP and SFTP addresses name folders")
        }
        if !request.url.hasSuffix("/") { request.url += "/" }
        let response = try await perform(request)
        return DirectoryListing(parsing: response.body, now: Int64(time(nil)))
    }
}
