import Model
import SQLite
import Storage
import Testing

@testable import Sync

/// Thousands of random pages against a model that cannot be wrong in the same way.
@Suite struct CommitPropertyTests {
    @Test(arguments: [1, 2, 3, 20_261_123] as [UInt64])
    func theStoreIsWhatTheRecordsSay(_ seed: UInt64) throws {
        let story = try CommitStory(seed: seed)
        for step in 1...600 {
            do { try story.step() } catch { throw StoryError(text: "seed \(seed), step \(step): \(error)") }
            if step % 5 != 0 { continue }
            let look = try StoryLook(story)
            let strangers = try story.ids.faults(story.fixture)
            try #require(strangers == [], "seed \(seed), step \(step)")
            try #require(look.differences() == [], "seed \(seed), step \(step)")
            try #require(look.revisionFaults() == [], "seed \(seed), step \(step)")
            try story.mirror.follow(story.fixture)
            let expected = try look.feed()
            try #require(story.mirror.records == expected, "seed \(seed), step \(step)")
        }
        #expect(story.applied > 600 && story.decided > 10)
        let kinds = try story.fixture.rows("SELECT cause, count(*) > 0 FROM hub_regrouping GROUP BY cause ORDER BY 1")
        #expect(kinds == ["decided|1", "linked|1", "relinked|1"], "members were joined and taken apart")
        #expect(try story.fixture.rows("SELECT count(*) > 0 FROM hub_merged") == ["1"])
    }
}
