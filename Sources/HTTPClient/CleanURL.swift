/// An address fit for logs: no name, password, query or fragment, no control characters, at most 300 characters.
func cleanURL(_ url: String) -> String {
    var rest = Substring(url)
    if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
    var scheme = Substring("")
    if let mark = rest.firstRange(of: "://") {
        scheme = rest[..<mark.upperBound]
        rest = rest[mark.upperBound...]
    }
    let pathStart = rest.firstIndex(of: "/") ?? rest.endIndex
    // An address that cannot be read may have its `@` anywhere before the path's end: cut at the last of the authority.
    if let at = rest[..<pathStart].lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    let clean = (scheme + rest).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return String(String.UnicodeScalarView(clean.prefix(300)))
}
