import CCurl

extension HTTPClientError {
    /// The error for a result of curl's.
    init(_ result: CURLcode, url: String, text: String) {
        let isFTP = url.lowercased().hasPrefix("ftp")
        let isSSH = url.lowercased().hasPrefix("sftp")
        let (kind, code, retry) = Self.meaning(result, isFTP: isFTP, isSSH: isSSH)
        self.init(kind, code: code ?? "curl-\(result.rawValue)", url: url, reason: text, isRetryable: retry)
    }

    private static func meaning(_ result: CURLcode, isFTP: Bool, isSSH: Bool) -> (Kind, String?, Bool) {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: (.resolve, "resolve", true)
        case CURLE_COULDNT_CONNECT, CURLE_FTP_CANT_GET_HOST: (.connect, "connect", true)
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR: (.connect, "connection-lost", true)
        case CURLE_OPERATION_TIMEDOUT, CURLE_FTP_ACCEPT_TIMEOUT: (.timeout, "timeout", true)
        case CURLE_FILESIZE_EXCEEDED: (.tooLarge, "too-large", false)
        case CURLE_ABORTED_BY_CALLBACK: (.cancelled, "cancelled", false)
        case CURLE_LOGIN_DENIED: (.authentication, "login-denied", false)
        case CURLE_REMOTE_ACCESS_DENIED:
            // FTP answers 550 to a folder that is missing and to one that is closed alike.
            isFTP ? (.notFound, "not-found", false) : (.authentication, "access-denied", false)
        case CURLE_REMOTE_FILE_NOT_FOUND, CURLE_FTP_COULDNT_RETR_FILE: (.notFound, "not-found", false)
        case CURLE_PARTIAL_FILE: (.protocolViolation, "truncated", true)
        case CURLE_PEER_FAILED_VERIFICATION: (.tls, isSSH ? "host-key" : "certificate", false)
        default: violation(result)
        }
    }

    private static func violation(_ result: CURLcode) -> (Kind, String?, Bool) {
        switch result {
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_USE_SSL_FAILED, CURLE_SSL_CLIENTCERT:
            (.tls, "tls", false)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_FTP_WEIRD_PASS_REPLY, CURLE_FTP_WEIRD_PASV_REPLY,
            CURLE_FTP_WEIRD_227_FORMAT, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING,
            CURLE_RANGE_ERROR, CURLE_BAD_DOWNLOAD_RESUME, CURLE_UNSUPPORTED_PROTOCOL:
            (.protocolViolation, nil, false)
        case CURLE_SSH: (.connect, "ssh", true)
        default: (.other, nil, false)
        }
    }
}
