import Diagnostics

extension DefinitionReader {
    /// `request.auth:` with these of its forms.
    func auth(_ request: ConfigReader, forms: [String], answers: RecordFormat) -> WebAuthRule {
        guard let reader = section("auth", of: request, keys: forms),
            let (key, value) = reader.one(of: forms)
        else { return .none }
        if key == "bearer" { return secret(value).map { .bearer($0) } ?? .none }
        guard let form = value.reader(keys: WebKeys.sections["request.auth." + key] ?? []) else { return .none }
        switch key {
        case "basic":
            guard let (user, password) = credentials(form) else { return .none }
            return .basic(user: user, password: password)
        case "username_token":
            guard let (user, password) = credentials(form) else { return .none }
            return .usernameToken(user: user, password: password)
        case "header", "query": return named(form, isHeader: key == "header")
        default: return login(form).map { .login($0) } ?? .none
        }
    }

    private func credentials(_ form: ConfigReader) -> (String, SecretReference)? {
        let user = form.required("user")?.text()
        let password = secret(form.required("password"))
        guard let user, let password else { return nil }
        return (user, password)
    }

    private func named(_ form: ConfigReader, isHeader: Bool) -> WebAuthRule {
        let name = form.required("name")?.text()
        let value = secret(form.required("value"))
        guard let name, let value else { return .none }
        if !isHeader { return .query(name: name, value: value) }
        return .header(name: name, value: value, prefix: form.optional("prefix")?.text(allowingEmpty: true) ?? "")
    }

    private func login(_ form: ConfigReader) -> WebLoginRule? {
        let url = webAddress(form.required("url"), [])
        let body = template(form.required("body"), allowing: [.user, .password])
        let password = secret(form.required("password"))
        let token = path(form.required("token"))
        check(token, in: .json)
        let expiredValue = form.optional("expired_when")
        let expired = condition(expiredValue)
        check(expired, at: expiredValue, in: .json)
        guard let url, let body, let password, let token else { return nil }
        var rule = WebLoginRule(url: url.source, body: body, password: password, token: token.text)
        rule.method = form.optional("method")?.choice(of: ["POST", "GET", "PUT"]) ?? rule.method
        rule.contentType = form.optional("content_type")?.text() ?? rule.contentType
        rule.user = form.optional("user")?.text() ?? ""
        rule.header = form.optional("header")?.text() ?? rule.header
        rule.prefix = form.optional("prefix")?.text(allowingEmpty: true) ?? rule.prefix
        rule.expiredWhen = expired
        return rule
    }
}
