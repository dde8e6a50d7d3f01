import Diagnostics

/// The keys of `request:` and below, shared by the web kinds.
enum WebKeys {
    static let request = ["url", "method", "query", "headers", "body", "content_type", "auth", "tls"]
    static let auth = ["bearer", "basic", "header", "query", "login", "username_token"]
    static let pages = ["by", "first", "size", "total", "count", "path", "until", "max"]

    static let sections: [String: [String]] = [
        "request.auth": auth,
        "request.auth.basic": ["user", "password"],
        "request.auth.header": ["name", "value", "prefix"],
        "request.auth.query": ["name", "value"],
        "request.auth.username_token": ["user", "password"],
        "request.auth.login": [
            "url", "method", "body", "content_type", "user", "password", "token", "header", "prefix", "expired_when",
        ],
        "request.tls": TLSRule.keys,
        "pages": pages,
    ]
}

extension DefinitionReader {
    /// The variables that a request may use.
    static func variables(_ pages: PagingRule?, _ sync: SyncRules) -> Set<Template.Variable> {
        var allowed: Set<Template.Variable> = sync.cursor == nil ? [] : [.cursor]
        guard let pages else { return allowed }
        allowed.insert(.pageSize)
        switch pages.style {
        case .number: allowed.formUnion([.page, .offset])
        case .offset: allowed.insert(.offset)
        case .token: allowed.insert(.token)
        case .link: break
        }
        return allowed
    }

    /// `pages:`, and the paths in it.
    func paging(maxFirst: Int = 1_000_000) -> (rule: PagingRule?, paths: [PathText]) {
        guard let reader = section("pages", keys: WebKeys.pages) else { return (nil, []) }
        guard let style: PagingRule.Style = reader.required("by")?.choice() else { return (nil, []) }
        var rule = PagingRule(style: style)
        rule.first = reader.optional("first")?.integer(in: 0...maxFirst) ?? rule.first
        rule.size = reader.optional("size")?.integer(in: 1...100_000) ?? rule.size
        rule.max = reader.optional("max")?.integer(in: 1...10_000_000) ?? rule.max
        rule.until = reader.optional("until")?.choice() ?? rule.until
        let total = path(reader.optional("total"))
        let next = path(style == .token ? reader.required("path") : reader.optional("path"))
        let count = path(reader.optional("count"))
        rule.total = total?.text
        rule.count = count?.text
        rule.path = next?.text
        if style != .token, style != .link, next != nil {
            reader.value.report(
                .conflictingKeys, "pages by \(style.rawValue) have no `path`", at: reader.keyLocation("path")?.range,
                help: ["`path` is where an answer gives the next token or link"])
        }
        checkCount(rule, reader)
        return (rule, [total, count, next].compactMap { $0 })
    }

    /// How many pages there are is known of pages with numbers alone, and one thing ends a pull.
    private func checkCount(_ rule: PagingRule, _ reader: ConfigReader) {
        guard rule.count != nil else { return }
        if rule.style != .number {
            reader.value.report(
                .conflictingKeys, "pages by \(rule.style.rawValue) have no `count`",
                at: reader.keyLocation("count")?.range,
                help: ["`count` is where an answer tells how many pages there are"])
        } else if rule.total != nil {
            reader.value.report(
                .conflictingKeys, "a pull ends by `count` or by `total`", at: reader.keyLocation("count")?.range,
                help: [
                    "keep `total` if the source tells how many records there are: then it is noticed when some are missing"
                ])
        }
    }

    /// Reports variables that the paging or the cursor needs and the request does not use: it would ask for the same page
    /// for ever, or for everything every time.
    func checkUse(_ request: WebRequestRule, _ pages: PagingRule?, _ sync: SyncRules, at reader: ConfigReader) {
        let used = request.templates.reduce(into: Set<Template.Variable>()) { $0.formUnion($1.variables) }
        var needed: [(Template.Variable, String)] = []
        switch pages?.style {
        case .number where used.isDisjoint(with: [.page, .offset]): needed.append((.page, "pages by number"))
        case .offset: needed.append((.offset, "pages by offset"))
        case .token: needed.append((.token, "pages by token"))
        default: break
        }
        if sync.cursor != nil { needed.append((.cursor, "an incremental pull")) }
        for (variable, reason) in needed where !used.contains(variable) {
            reader.value.reportHead(
                .missingKey, "\(reason) needs `{\(variable.rawValue)}` in the request",
                help: ["without it every request asks for the same"])
        }
    }

    /// Templates by name: `query:` and `headers:`.
    func fields(_ value: ConfigValue?, _ allowed: Set<Template.Variable>) -> [WebRequestRule.Field] {
        (value?.entries() ?? []).compactMap { entry in
            template(entry.value, allowing: allowed).map { WebRequestRule.Field(name: entry.name, value: $0) }
        }
    }

    /// `request.tls:`.
    func tls(_ request: ConfigReader, url: Template?) -> TLSRule? {
        tls(request, scheme: url.map { String($0.source.lowercased().prefix { $0 != ":" }) })
    }

    /// An address with `http` or `https`.
    func webAddress(_ value: ConfigValue?, _ allowed: Set<Template.Variable>) -> Template? {
        guard let value, let template = template(value, allowing: allowed) else { return nil }
        let lower = template.source.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
            value.reportInvalid("an address", help: "write `https://host/path`")
            return nil
        }
        if lower.dropFirst(lower.hasPrefix("https") ? 8 : 7).prefix(while: { $0 != "/" }).contains("@") {
            value.report(
                .invalidValue, "a user and password must not stand in an address",
                help: ["write `auth: { basic: { user: …, password: file:… } }`"])
        }
        return template
    }
}
