/// What an answer says of the pages after it.
struct AnswerFacts: Equatable {
    /// Records in the answer, bad ones too.
    var count = 0
    /// A hash of the records' bytes.
    var print: UInt64 = 0
    var total: Int?
    /// How many pages there are.
    var pages: Int?
    var token: String?
    var link: String?
}

/// Decides whether there is a next page: pure, so that every way of paging is tested without a server.
struct PageTurn {
    let rule: PagingRule?

    /// The run after an answer; nil run: it was the last page.
    ///
    /// - Throws: `unexpected` when the source repeats itself, goes on beyond the largest number of pages, ends before the
    ///   total that it tells, or gives more than that: rows would be missing in silence.
    func next(_ run: WebCursor.Run, _ facts: AnswerFacts) throws(ConnectorError) -> (run: WebCursor.Run, hasMore: Bool)
    {
        var next = run
        next.pages += 1
        next.seen += facts.count
        guard let rule else { return (next, false) }
        // Beyond the last page, of a list that grew shorter, some sources give the last one again.
        let isBeyond = facts.pages.map { next.pages > $0 } ?? false
        if facts.count > 0, run.last == facts.print, run.pages > 0, !isBeyond { throw Self.repeated(run.pages + 1) }
        next.last = facts.print
        let hasMore = try hasMore(rule, &next, facts)
        if hasMore, next.pages >= rule.max {
            throw ConnectorError(
                .unexpected, code: "endless_pages",
                message: "the source gives more than `pages.max` (\(rule.max)) pages; raise it if so many are real")
        }
        return (next, hasMore)
    }

    private func hasMore(
        _ rule: PagingRule, _ next: inout WebCursor.Run, _ facts: AnswerFacts
    ) throws(ConnectorError) -> Bool {
        switch rule.style {
        case .token:
            let token = facts.token.flatMap { $0.isEmpty ? nil : $0 }
            if let token, token == next.token { throw Self.repeated(next.pages) }
            next.token = token
            return token != nil
        case .link:
            let link = facts.link.flatMap { $0.isEmpty ? nil : $0 }
            if let link, link == next.link { throw Self.repeated(next.pages) }
            next.link = link
            return link != nil
        case .number, .offset:
            if let total = facts.total { return try hasMore(&next, facts, of: total) }
            if let pages = facts.pages { return try hasMore(next, facts, pages: pages) }
            return rule.until == .short ? facts.count >= rule.size : facts.count > 0
        }
    }

    /// Whether the records of a pull that knows their total are not all there yet.
    private func hasMore(
        _ next: inout WebCursor.Run, _ facts: AnswerFacts, of total: Int
    ) throws(ConnectorError) -> Bool {
        // A list may grow shorter while it is read: what counts is the most that it was said to hold.
        let most = max(total, next.most ?? 0)
        next.most = most
        if next.seen > most {
            throw ConnectorError(
                .unexpected, code: "long_pages",
                message: "`pages.total` says \(most), and \(next.seen) records came: "
                    + "is it a number of pages? Then write `count`")
        }
        if next.seen >= total { return false }
        if facts.count == 0 {
            throw ConnectorError(
                .unexpected, code: "short_pages",
                message: "the source tells of \(total) records and gave \(next.seen) before an empty page")
        }
        return true
    }

    /// Whether the pages of a pull that knows their number are not all there yet.
    private func hasMore(
        _ next: WebCursor.Run, _ facts: AnswerFacts, pages: Int
    ) throws(ConnectorError) -> Bool {
        if pages == 0, next.pages == 1, facts.count > 0 {
            throw ConnectorError(
                .unexpected, code: "long_pages",
                message: "`pages.count` says 0, and \(facts.count) records came: is it a number of pages?")
        }
        guard next.pages < pages else { return false }
        if facts.count == 0 {
            throw ConnectorError(
                .unexpected, code: "short_pages",
                message: "`pages.count` says \(pages), and page \(next.pages) is empty: is it a number of records? "
                    + "Then write `total`")
        }
        return true
    }

    /// The values of the page that comes next.
    func values(_ run: WebCursor.Run) -> [Template.Variable: String] {
        guard let rule else { return [:] }
        var values: [Template.Variable: String] = [.pageSize: String(rule.size)]
        values[.page] = String(rule.first + run.pages)
        values[.offset] = String(rule.style == .number ? run.pages * rule.size : run.seen)
        values[.token] = run.token ?? ""
        return values
    }

    private static func repeated(_ page: Int) -> ConnectorError {
        ConnectorError(
            .unexpected, code: "repeated_page",
            message: "page \(page) is the same as the one before; does the request use the paging variable?")
    }
}
