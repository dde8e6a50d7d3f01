import Testing

@testable import Connectors

@Suite struct PageTurnTests {
    private func rule(_ style: PagingRule.Style, total: Bool = false) -> PagingRule {
        PagingRule(style: style, size: 2, total: total ? "$.total" : nil, max: 5)
    }

    @Test func endsAtAShortPage() throws {
        let turn = PageTurn(rule: rule(.number))
        let first = try turn.next(.init(), .init(count: 2, print: 1))
        #expect(first.hasMore)
        #expect(turn.values(first.run)[.page] == "2")
        let second = try turn.next(first.run, .init(count: 1, print: 2))
        #expect(!second.hasMore)
        #expect(second.run.seen == 3)
    }

    @Test func endsAtAnEmptyPageWhenAsked() throws {
        var paging = rule(.offset)
        paging.until = .empty
        let turn = PageTurn(rule: paging)
        let first = try turn.next(.init(), .init(count: 1, print: 1))
        #expect(first.hasMore)
        #expect(turn.values(first.run)[.offset] == "1")
        #expect(try !turn.next(first.run, .init(count: 0, print: 2)).hasMore)
    }

    @Test func trustsTheTotalAndSaysWhenItLies() throws {
        let turn = PageTurn(rule: rule(.number, total: true))
        let first = try turn.next(.init(), .init(count: 1, print: 1, total: 3))
        #expect(first.hasMore)
        let error = #expect(throws: ConnectorError.self) {
            try turn.next(first.run, .init(count: 0, print: 2, total: 3))
        }
        #expect(error?.code == "short_pages")
        #expect(try !turn.next(.init(), .init(count: 0, print: 0, total: 0)).hasMore)
    }

    @Test func moreThanTheTotalIsNoTotal() throws {
        let turn = PageTurn(rule: rule(.number, total: true))
        let error = #expect(throws: ConnectorError.self) {
            try turn.next(.init(), .init(count: 2, print: 1, total: 1))
        }
        #expect(error?.code == "long_pages" && error?.kind == .unexpected)
        #expect(
            error?.message == "`pages.total` says 1, and 2 records came: is it a number of pages? Then write `count`")
    }

    @Test func aListMayGrowShorterWhileItIsRead() throws {
        let turn = PageTurn(rule: rule(.number, total: true))
        let first = try turn.next(.init(), .init(count: 2, print: 1, total: 3))
        let second = try turn.next(first.run, .init(count: 0, print: 2, total: 1))
        #expect(!second.hasMore && second.run.seen == 2)
    }

    @Test func noticesTheSamePageAgain() throws {
        let turn = PageTurn(rule: rule(.number))
        let first = try turn.next(.init(), .init(count: 2, print: 7))
        let error = #expect(throws: ConnectorError.self) { try turn.next(first.run, .init(count: 2, print: 7)) }
        #expect(error?.code == "repeated_page")
    }

    @Test func noticesTheSameTokenAgain() throws {
        let turn = PageTurn(rule: rule(.token))
        let first = try turn.next(.init(), .init(count: 2, print: 1, token: "a"))
        #expect(turn.values(first.run)[.token] == "a")
        #expect(throws: ConnectorError.self) { try turn.next(first.run, .init(count: 2, print: 2, token: "a")) }
        #expect(try !turn.next(first.run, .init(count: 2, print: 2, token: "")).hasMore)
    }

    @Test func stopsAnEndlessSource() throws {
        let turn = PageTurn(rule: rule(.link))
        var run = WebCursor.Run()
        for page in 1..<5 { run = try turn.next(run, .init(count: 1, print: UInt64(page), link: "/\(page)")).run }
        let error = #expect(throws: ConnectorError.self) {
            try turn.next(run, .init(count: 1, print: 9, link: "/9"))
        }
        #expect(error?.code == "endless_pages")
    }

    @Test func withoutPagesThereIsOne() throws {
        #expect(try !PageTurn(rule: nil).next(.init(), .init(count: 9, print: 1)).hasMore)
    }
}
