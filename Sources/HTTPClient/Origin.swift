import CCurl

/// Scheme, host and port of an address, as curl itself reads it: another reader could be led to see another host.
struct Origin: Equatable {
    var scheme: String
    var host: String
    var port: String

    init?(_ url: String) {
        guard let parts = ParsedURL(url), let scheme = parts.part(CURLUPART_SCHEME),
            let host = parts.part(CURLUPART_HOST), let port = parts.part(CURLUPART_PORT)
        else { return nil }
        self.scheme = scheme.lowercased()
        self.host = host.lowercased()
        self.port = port
    }
}

/// The address that a reference (`/next?page=2`, `https://…`) means within the page of another; nil when either cannot
/// be read. The rules are RFC 3986 section 5, the C function is `curl_url_set`.
public func resolveURL(_ reference: String, against base: String) -> String? {
    guard let parsed = ParsedURL(base), parsed.set(reference) else { return nil }
    return parsed.part(CURLUPART_URL)
}

/// curl's reader of addresses.
@safe private final class ParsedURL {
    private let handle: OpaquePointer

    init?(_ url: String) {
        guard let made = unsafe curl_url() else { return nil }
        unsafe handle = made
        guard set(url) else { return nil }
    }

    deinit { unsafe curl_url_cleanup(handle) }

    func set(_ url: String) -> Bool {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
        return unsafe curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK
    }

    func part(_ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let flags = CUnsignedInt(CURLU_DEFAULT_PORT)
        let code = unsafe curl_url_get(handle, part, &text, part == CURLUPART_PORT ? flags : 0)
        guard code == CURLUE_OK, let text = unsafe text else { return nil }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
