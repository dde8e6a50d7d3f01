import JSON
import Model
import Testing

@testable import Feeds

@Suite struct FeedSchemaTests {
    private let feed: CompiledFeed

    init() throws { feed = try #require(Fixture.feed(columns: "code, name").feed) }

    private func schema() throws -> [JSONValue] {
        let whole = try JSONValue(parsing: feed.jsonSchema())
        return try #require(whole["oneOf"]?.arrayValue)
    }

    /// Every operation that a line can have is described, each by what it needs.
    @Test func everyOperationIsDescribed() throws {
        var operations: [String] = []
        for branch in try schema() {
            let op = branch["properties"]?["op"]
            operations += op?["enum"]?.arrayValue?.compactMap(\.stringValue) ?? [op?["const"]?.stringValue ?? "?"]
        }
        #expect(operations == ["upsert", "delete", "leave", "merge", "end"])
    }

    /// The members of a merge as it is written are those that its schema needs, and `into` is an id of the same entity.
    @Test func aMergeIsWhatItsSchemaSays() throws {
        let entity = try #require(feed.entity(named: "pollution_source"))
        var out: [UInt8] = []
        let change = FeedChange(seq: 5, row: 9, rev: 4, at: 0, cause: .identityMerge)
        FeedLine.appendMerge(change, into: 7, of: entity, to: &out)
        let line = try JSONValue(parsing: out)
        let branches = try schema()
        let branch = try #require(branches.first { $0["properties"]?["op"]?["const"] == "merge" })
        let needed = branch["required"]?.arrayValue?.compactMap { $0.stringValue } ?? []
        #expect((line.objectValue ?? []).map { $0.key } == needed && needed.contains("into"))
        #expect(needed.allSatisfy { branch["properties"]?[$0] != nil } && branch["not"] == ["required": ["record"]])
        let pattern = try Regex(branch["properties"]?["into"]?["pattern"]?.stringValue ?? "x^")
        #expect(try pattern.wholeMatch(in: line["into"]?.stringValue ?? "") != nil)
        #expect(try pattern.wholeMatch(in: "ol_00000007") == nil)
    }

    @Test func everyCauseIsListed() throws {
        for branch in try schema().dropLast() {
            let causes = branch["properties"]?["cause"]?["enum"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(causes.contains("identity_merge") && causes.contains("identity_split"))
            #expect(causes.count == FeedCause.allCases.count)
        }
    }
}
