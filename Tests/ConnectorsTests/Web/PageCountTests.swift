import Model
import Testing

@testable import Connectors

/// `pages.count`: sources that tell how many pages there are.
@Suite struct PageCountTests {
    private func connector(_ server: WebStub, incremental: Bool = false) throws -> any Connector {
        let sync =
            incremental ? "mode: incremental, cursor: { from: $.t, number: true, start: 0 }" : "mode: snapshot"
        return try definition(
            """
            connector: permits
            kind: http-json
            request: { url: "\(server.url)/list", query: { p: "{page}"\(incremental ? #", since: "{cursor}""# : "") } }
            pages: { by: number, size: 2, count: $.pages }
            records: $.rows[*]
            identity: $.id
            retry: { attempts: 1 }
            sync: { \(sync), deletes: none }
            """
        ).open(["$.id"])
    }

    /// A source whose page `n` is `pages[n - 1]`, the last one beyond; it tells `count` of page n, JSON.
    private func source(
        _ pages: [String], count: @escaping @Sendable (Int) -> String
    ) throws -> WebStub {
        try WebStub { seen, _ in
            let page = Int(seen.query["p"] ?? "") ?? 1
            return .json(#"{"pages":\#(count(page)),"rows":[\#(pages[min(page, pages.count) - 1])]}"#)
        }
    }

    private static let pages = [
        #"{"id":1,"t":1},{"id":2,"t":2}"#, #"{"id":3,"t":3},{"id":4,"t":4}"#, #"{"id":5,"t":5},null"#,
    ]

    @Test(arguments: ["3", "\"3\"", "\" 3 \""])
    func endsAfterTheLastPage(_ count: String) async throws {
        let server = try source(Self.pages) { _ in count }
        let run = try await pullAll(try connector(server))
        #expect(run.rows.map { $0[0] } == ["1", "2", "3", "4", "5"])
        #expect(run.faults.isEmpty && run.end == nil)
        #expect(server.seen.map { $0.query["p"] } == ["1", "2", "3"])
    }

    @Test func aFullLastPageNeedsNoFurtherRequest() async throws {
        let server = try source(Array(Self.pages.prefix(2))) { _ in "2" }
        #expect(try await pullAll(try connector(server)).rows.count == 4)
        #expect(server.seen.count == 2)
    }

    @Test func nullsElsewhereAreBadRecords() async throws {
        let server = try source([#"{"id":1},null"#, #"null,{"id":2},null,null"#]) { _ in "2" }
        let run = try await pullAll(try connector(server))
        #expect(run.rows == [["1"], ["2"]])
        #expect(run.faults.map(\.code) == ["R1011", "R1011"])
    }

    @Test func paddingIsNotMoreThanTheTotal() async throws {
        let server = try source(Self.pages) { _ in "5" }
        let yaml = """
            connector: permits
            kind: http-json
            request: { url: "\(server.url)/list", query: { p: "{page}" } }
            pages: { by: number, size: 2, total: $.pages }
            records: $.rows[*]
            identity: $.id
            sync: { mode: snapshot, deletes: none }
            """
        let run = try await pullAll(try definition(yaml).open(["$.id"]))
        #expect(run.rows.map { $0[0] } == ["1", "2", "3", "4", "5"])
        #expect(run.faults.isEmpty && server.seen.count == 3)
    }

    @Test func goesOnInTheMiddle() async throws {
        let server = try source(Self.pages) { _ in "3" }
        let whole = try await pullAll(try connector(server, incremental: true))
        let rest = try await pullAll(try connector(server, incremental: true), from: whole.cursors[0])
        #expect(rest.rows.map { $0[0] } == ["3", "4", "5"])
        #expect(server.seen.map { $0.query["p"] } == ["1", "2", "3", "2", "3"])
        // Pages may have moved meanwhile: the mark stays, and everything is read once more.
        let again = try await pullAll(try connector(server, incremental: true), from: rest.end)
        #expect(again.rows == whole.rows && again.end == whole.end)
    }

    @Test(arguments: [1, 2])
    func aListMayGrowShorter(_ left: Int) async throws {
        let server = try source(Array(Self.pages.prefix(2))) { $0 < 3 ? "3" : "\(left)" }
        let run = try await pullAll(try connector(server))
        #expect(run.rows.map { $0[0] } == ["1", "2", "3", "4", "3", "4"])
        #expect(server.seen.count == 3)
    }

    @Test(arguments: ["0", "1", "\"0\""])
    func noRecordsAreNoPage(_ count: String) async throws {
        for rows in ["", "null,null"] {
            let server = try source([rows]) { _ in count }
            let run = try await pullAll(try connector(server))
            #expect(run.rows.isEmpty && run.faults.isEmpty && run.pages == 1)
        }
    }

    @Test(arguments: [
        ("null", pages[0], "no_count", "page 1 has no number at `$.pages` (`pages.count`)"),
        ("\"many\"", pages[0], "no_count", "page 1 has no number at `$.pages` (`pages.count`)"),
        ("-1", pages[0], "no_count", "page 1 has no number at `$.pages` (`pages.count`)"),
        ("0", pages[0], "long_pages", "`pages.count` says 0, and 2 records came: is it a number of pages?"),
        (
            "3", "", "short_pages",
            "`pages.count` says 3, and page 1 is empty: is it a number of records? Then write `total`"
        ),
    ])
    func saysWhatCannotBe(_ count: String, _ rows: String, _ code: String, _ message: String) async throws {
        let server = try source([rows]) { _ in count }
        let connector = try connector(server)
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == code && error?.message == message)
        #expect(error?.kind == .unexpected)
    }
}
