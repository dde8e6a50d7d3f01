import HTTPClient
import Model

/// What a web pull goes by, beside its request.
struct WebPullRule: Sendable {
    var pages: PagingRule?
    var okWhen: Condition?
    var expiredWhen: Condition?
}

/// Pulls the pages of a web service: JSON or SOAP.
actor WebConnector: Connector {
    private let client: WebClient
    private let format: any WebAnswerFormat
    private let rule: WebPullRule
    private let definition: ConnectorDefinition
    private let plan: RecordPlan
    private let address: String
    private var hasPulled = false

    init(
        _ client: WebClient, _ format: any WebAnswerFormat, _ rule: WebPullRule, address: String,
        _ definition: ConnectorDefinition, _ plan: RecordPlan
    ) {
        self.client = client
        self.format = format
        self.rule = rule
        self.address = address
        self.definition = definition
        self.plan = plan
    }

    func page(after cursor: String?) async throws(ConnectorError) -> PulledPage {
        var state = WebCursor()
        if let cursor { state = try CursorText.decode(WebCursor.self, cursor) }
        var run = state.run ?? begin(state)
        if !hasPulled, state.run != nil, rule.pages?.isCounted == true { run.isResumed = true }
        hasPulled = true
        let turn = PageTurn(rule: rule.pages)
        var values = turn.values(run)
        values[.cursor] = run.from ?? ""
        let name = "page \(run.pages + 1)"
        let (page, found) = try await answer(values, run, name)
        var (next, hasMore) = try turn.next(run, found)
        next.high = high(in: page, above: run.high)
        state.run = hasMore ? next : nil
        if !hasMore, next.isResumed != true { state.mark = next.high ?? state.mark }
        let isForgotten = !hasMore && definition.sync.mode == .snapshot
        return PulledPage(page: page, cursor: isForgotten ? nil : state.text, hasMore: hasMore, total: found.total)
    }

    /// One page: its records, and what it says of the pages after it. A token that has expired is renewed once.
    private func answer(
        _ values: [Template.Variable: String], _ run: WebCursor.Run, _ name: String
    ) async throws(ConnectorError) -> (RecordPage, AnswerFacts) {
        var isRenewed = false
        while true {
            let response = try await client.send(values, link: run.link, name: name)
            let answer = try await parsed(response, name)
            if let expired = rule.expiredWhen, !isRenewed, try answer.holds(expired) {
                isRenewed = true
                await client.forgetToken()
                continue
            }
            try await checkOK(answer, name)
            var page = try answer.records()
            page.name = name
            let facts = try facts(&page, run, answer, response)
            return (page, facts)
        }
    }

    /// The answer, parsed. Of one that is no JSON the error shows the beginning.
    private func parsed(_ response: TransferResponse, _ name: String) async throws(ConnectorError) -> any WebAnswer {
        do throws(ConnectorError) {
            return try format.parse(response.body, name: name)
        } catch {
            guard ["bad_json", "cut_json"].contains(error.code),
                let start = VendorMessage.start(of: await client.hidingSecrets(VendorMessage.text(response.body)))
            else { throw error }
            throw ConnectorError(error.kind, code: error.code, message: error.message + start)
        }
    }

    private func checkOK(_ answer: any WebAnswer, _ name: String) async throws(ConnectorError) {
        guard let condition = rule.okWhen, try !answer.holds(condition) else { return }
        var found: [String] = []
        for path in condition.paths {
            let value = try answer.value(path).map { "\"\($0.prefix(60))\"" } ?? "missing"
            found.append("`\(path)` is \(value)")
        }
        let words = condition.paths.lazy.compactMap { answer.words(beside: $0) }.first
        let told = VendorMessage.told(await client.hidingSecrets(words ?? ""))
        throw ConnectorError(
            .unexpected, code: "not_ok",
            message:
                "\(name) says that it failed: `\(condition.source)` does not hold, \(found.joined(separator: ", "))\(told)"
        )
    }

    /// What an answer says of the pages after it. The padding of a last page is taken away: it is no records.
    private func facts(
        _ page: inout RecordPage, _ run: WebCursor.Run, _ answer: any WebAnswer, _ response: TransferResponse
    ) throws(ConnectorError) -> AnswerFacts {
        var facts = AnswerFacts()
        facts.total = try number(rule.pages?.total, "total", page.name, answer)
        facts.pages = try number(rule.pages?.count, "count", page.name, answer)
        let isLast = facts.pages.map { run.pages + 1 >= $0 } ?? false
        let isTooMuch = facts.total.map { run.seen + page.count + page.faults.count > $0 } ?? false
        if isLast || isTooMuch { page.dropPadding() }
        facts.count = page.count + page.faults.count
        facts.print = Self.print(page)
        guard let pages = rule.pages else { return facts }
        if pages.style == .token, let path = pages.path { facts.token = try answer.value(path) }
        if pages.style == .link { facts.link = try link(pages, answer, response) }
        return facts
    }

    /// The number at a path that `pages` names; nil when it names none.
    private func number(
        _ path: String?, _ key: String, _ name: String, _ answer: any WebAnswer
    ) throws(ConnectorError) -> Int? {
        guard let path else { return nil }
        if let text = try answer.value(path), let number = Int(text.trimmingBlanks), number >= 0 { return number }
        throw ConnectorError(
            .unexpected, code: "no_\(key)", message: "\(name) has no number at `\(path)` (`pages.\(key)`)")
    }

    /// The next page's address, only on the same host: credentials go along.
    private func link(
        _ pages: PagingRule, _ answer: any WebAnswer, _ response: TransferResponse
    ) throws(ConnectorError) -> String? {
        let target: String?
        if let path = pages.path {
            target = try answer.value(path)
        } else {
            let links = LinkHeader.parse(response.fields.all("Link"))
            target = links.first { $0.relations.contains("next") && $0.parameters["anchor"] == nil }?.target
        }
        guard let target, !target.isEmpty else { return nil }
        return try WebOrigin.sameHost(target, base: response.url, first: address)
    }

    private func begin(_ state: WebCursor) -> WebCursor.Run {
        guard let rule = definition.sync.cursor else { return WebCursor.Run() }
        let zone = definition.timezone ?? .utc
        var run = WebCursor.Run()
        if let mark = state.mark, let high = HighWater(mark, of: rule, zone: zone) {
            run.from = high.asked(rule, lag: definition.sync.lag, zone: zone)
            run.high = mark
        } else if let start = HighWater(rule.start, of: rule, zone: zone) {
            run.from = start.asked(rule, lag: .zero, zone: zone)
        }
        return run
    }

    private func high(in page: RecordPage, above known: String?) -> String? {
        guard let rule = definition.sync.cursor, let slot = plan.cursor else { return nil }
        return HighWater.highest(in: page, slot: slot, rule: rule, zone: definition.timezone ?? .utc, above: known)
    }

    private static func print(_ page: RecordPage) -> UInt64 {
        var hasher = ByteHasher()
        for index in 0..<page.count { hasher.add(Array(page.raw(index)).span) }
        return hasher.value
    }
}
