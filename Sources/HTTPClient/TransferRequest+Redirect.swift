extension TransferRequest {
    /// The request that a redirect asks for. Throws for one that leads from TLS to none.
    ///
    /// Only the same origin (scheme, host, port) gets credentials, cookies and keys again: any field of the caller's
    /// could be one, so just those that say what is accepted go elsewhere.
    func redirected(to target: String, status: Int) throws(HTTPClientError) -> TransferRequest {
        var next = self
        next.url = target
        let from = Origin(url)
        let to = Origin(target)
        if from?.scheme == "https", to?.scheme != "https" {
            throw HTTPClientError(
                .protocolViolation, code: "redirect-downgrade", url: target,
                reason: "a redirect leads from an encrypted to an open connection")
        }
        if from == nil || from != to {
            next.credentials = .none
            next.tls.certificateFile = nil
            next.tls.keyFile = nil
            next.tls.keyPassphrase = nil
            next.fields = fields.filter { ["accept", "accept-language", "content-type"].contains($0) }
        }
        let rewrites = status == 303 ? method != "HEAD" : (status == 301 || status == 302) && method == "POST"
        if rewrites {
            next.method = "GET"
            next.body = nil
        }
        return next
    }
}
