/// Refuses what must not reach the wire: text that would end a line early, and servers that nobody vouches for.
func check(_ request: TransferRequest) throws(HTTPClientError) {
    func refuse(_ kind: HTTPClientError.Kind, _ code: String, _ reason: String) -> HTTPClientError {
        HTTPClientError(kind, code: code, url: request.url, reason: reason)
    }
    var texts = [request.url, request.method, request.userAgent]
    if case .bearer(let token) = request.credentials { texts.append(token) }
    for field in request.fields.list {
        texts.append(field.value)
        guard !field.name.isEmpty, field.name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }) else {
            throw refuse(.other, "bad-field", "a header field has a name that cannot be sent")
        }
    }
    guard texts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }) else {
        throw refuse(.other, "bad-field", "a control character in the address, the method or a header field")
    }
    guard !request.method.isEmpty, !request.method.contains(" ") else {
        throw refuse(.other, "bad-method", "this is no method")
    }
    let ssh = request.ssh
    if request.url.lowercased().hasPrefix("sftp:"), !ssh.allowsUnknownHosts, ssh.knownHostsFile == nil,
        ssh.hostKeySHA256 == nil
    {
        throw refuse(.tls, "host-key", "no known_hosts file and no fingerprint of the server's key is set")
    }
}
