import Diagnostics
import Model

extension ConnectorKind {
    /// SOAP services.
    static let soap = ConnectorKind(
        name: "soap", title: "a SOAP 1.1 or 1.2 web service",
        keys: [
            "": ["request", "pages", "ok_when", "records", "namespaces"],
            "request": ["url", "action", "version", "headers", "body", "auth", "tls"],
            "request.auth": ["basic", "bearer", "header", "username_token"],
        ].merging(WebKeys.sections.filter { !["request.auth.login", "request.auth.query"].contains($0.key) }) {
            own, _ in
            own
        }
    ) { reader, sync in SOAPSource(reader, sync) }
}

/// The settings of kind `soap`.
struct SOAPSource: ConnectorSource {
    var request: WebRequestRule
    var envelope: SOAPEnvelope
    var pull: WebPullRule
    var records: String
    var namespaces: [String: String]

    var format: RecordFormat { .xml(namespaces: namespaces) }

    func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector {
        let format = XMLAnswerFormat(
            decoder: try XMLRecordDecoder(
                plan.shape, records: records, namespaces: namespaces, encoding: nil, maxBody: definition.limits.maxBody),
            namespaces: namespaces)
        let client = WebClient(
            request, envelope: envelope, definition: definition, environment: environment, explain: format.explain)
        return WebConnector(client, format, pull, address: request.url.source, definition, plan)
    }

    func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder {
        try XMLRecordDecoder(
            plan.shape, records: nil, namespaces: namespaces, encoding: nil, maxBody: definition.limits.maxBody)
    }
}

extension SOAPSource {
    /// Reads the keys of kind `soap`; nil after reporting what stops it.
    init?(_ reader: DefinitionReader, _ sync: SyncRules) {
        let namespaces = reader.namespaces()
        let format = RecordFormat.xml(namespaces: namespaces)
        let pages = reader.paging()
        pages.paths.forEach { reader.check($0, in: format) }
        if pages.rule?.style == .link {
            reader.root.value.report(
                .invalidValue, "SOAP has no links between pages", at: reader.root.optional("pages")?.location.range,
                help: ["write `by: number`, `offset` or `token`"])
        }
        let okValue = reader.root.optional("ok_when")
        let okWhen = reader.condition(okValue)
        reader.check(okWhen, at: okValue, in: format)
        let records = reader.path(reader.root.required("records"))
        reader.check(records, in: format, isList: true)
        let allowed = DefinitionReader.variables(pages.rule, sync)
        let keys = ConnectorKind.soap.keys["request"] ?? []
        guard let request = reader.root.required("request")?.reader(keys: keys) else { return nil }
        guard let (rule, envelope) = Self.request(request, reader, allowed), let records else { return nil }
        reader.checkUse(rule, pages.rule, sync, at: request)
        self.request = rule
        self.envelope = envelope
        self.namespaces = namespaces
        self.records = records.text
        pull = WebPullRule(pages: pages.rule, okWhen: okWhen)
    }

    private static func request(
        _ request: ConfigReader, _ reader: DefinitionReader, _ allowed: Set<Template.Variable>
    ) -> (WebRequestRule, SOAPEnvelope)? {
        let url = reader.webAddress(request.required("url"), allowed)
        let body = reader.template(request.required("body"), allowing: allowed)
        let forms = ConnectorKind.soap.keys["request.auth"] ?? []
        let auth = reader.auth(request, forms: forms, answers: .xml(namespaces: [:]))
        var envelope = SOAPEnvelope()
        envelope.version = request.optional("version")?.choice() ?? .soap11
        envelope.action = request.optional("action")?.text(allowingEmpty: true) ?? ""
        let headers = reader.fields(request.optional("headers"), allowed)
        if case .usernameToken(let user, _) = auth {
            envelope.user = user
            if body?.source.contains("Envelope") == true {
                request.value.report(
                    .conflictingKeys, "the hub writes the envelope when it writes the security header",
                    at: request.keyLocation("body")?.range, help: ["write only what stands in the soap:Body"])
            }
        }
        guard let url, let body else { return nil }
        var rule = WebRequestRule(url: url, method: "POST", headers: headers, body: body)
        rule.contentType = "text/xml"
        rule.auth = auth
        rule.tls = reader.tls(request, url: url)
        return (rule, envelope)
    }
}
