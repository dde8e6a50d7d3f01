import Diagnostics
import Model

extension ConnectorKind {
    /// Web services that answer with JSON.
    static let httpJSON = ConnectorKind(
        name: "http-json", title: "a web service that answers with JSON, page by page",
        keys: [
            "": ["request", "pages", "ok_when", "records", "encoding", "format"],
            "request": WebKeys.request,
            "request.auth": WebKeys.auth.filter { $0 != "username_token" },
        ].merging(WebKeys.sections.filter { $0.key != "request.auth.username_token" }) { own, _ in own }
    ) { reader, sync in HTTPJSONSource(reader, sync) }
}

/// The settings of kind `http-json`.
struct HTTPJSONSource: ConnectorSource {
    var request: WebRequestRule
    var pull: WebPullRule
    var records: String?
    var encoding = FileEncoding.automatic
    var isLines = false

    var format: RecordFormat { .json }

    func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector {
        let limits = definition.limits
        let format = JSONAnswerFormat(
            decoder: try JSONRecordDecoder(plan.shape, records: records, maxBody: limits.maxBody),
            lines: isLines ? try JSONLinesDecoder(plan.shape, maxRecord: limits.maxRecord) : nil, encoding: encoding,
            maxBody: limits.maxBody)
        let client = WebClient(request, definition: definition, environment: environment)
        return WebConnector(client, format, pull, address: request.url.source, definition, plan)
    }

    func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder {
        try JSONRecordDecoder(plan.shape, records: nil, maxBody: definition.limits.maxBody)
    }
}

extension HTTPJSONSource {
    /// Reads the keys of kind `http-json`; nil after reporting what stops it.
    init?(_ reader: DefinitionReader, _ sync: SyncRules) {
        let pages = reader.paging()
        let allowed = DefinitionReader.variables(pages.rule, sync)
        pages.paths.forEach { reader.check($0, in: .json) }
        let records = reader.path(reader.root.optional("records"))
        reader.check(records, in: .json, isList: true)
        let okValue = reader.root.optional("ok_when")
        let okWhen = reader.condition(okValue)
        reader.check(okWhen, at: okValue, in: .json)
        let format = reader.root.optional("format")?.choice(of: ["json", "ndjson"])
        let encoding = reader.encoding()
        guard let request = reader.root.required("request")?.reader(keys: WebKeys.request),
            let rule = Self.request(request, reader, allowed)
        else { return nil }
        reader.checkUse(rule, pages.rule, sync, at: request)
        self.request = rule
        pull = WebPullRule(pages: pages.rule, okWhen: okWhen)
        if case .login(let login) = rule.auth { pull.expiredWhen = login.expiredWhen }
        self.records = records?.text
        self.encoding = encoding ?? .automatic
        isLines = format == "ndjson"
    }

    private static func request(
        _ request: ConfigReader, _ reader: DefinitionReader, _ allowed: Set<Template.Variable>
    ) -> WebRequestRule? {
        let url = reader.webAddress(request.required("url"), allowed)
        let forms = ConnectorKind.httpJSON.keys["request.auth"] ?? []
        let auth = reader.auth(request, forms: forms, answers: .json)
        let body = reader.template(request.optional("body"), allowing: allowed)
        let method = request.optional("method")?.choice(of: ["GET", "POST", "PUT"])
        var rule = WebRequestRule(url: url ?? Template(""))
        rule.query = reader.fields(request.optional("query"), allowed)
        rule.headers = reader.fields(request.optional("headers"), allowed)
        rule.body = body
        rule.method = method ?? (body == nil ? "GET" : "POST")
        rule.contentType = request.optional("content_type")?.text() ?? rule.contentType
        rule.auth = auth
        rule.tls = reader.tls(request, url: url)
        return url == nil ? nil : rule
    }
}
