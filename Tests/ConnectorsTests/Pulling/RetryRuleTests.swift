import Testing

@testable import Connectors

@Suite struct RetryRuleTests {
    @Test func waitsLongerEachTime() {
        var rule = RetryRule()
        rule.attempts = 6
        rule.longestWait = 5
        let waits = (1...6).map { rule.wait(afterAttempt: $0, asked: nil, random: 0) }
        #expect(waits == [1, 2, 4, 5, 5, nil])
        #expect(rule.wait(afterAttempt: 2, asked: nil, random: 0.999) ?? 0 < 1.01)
    }

    @Test func honoursWhatIsAsked() {
        let rule = RetryRule()
        #expect(rule.wait(afterAttempt: 1, asked: 30, random: 0.5) == 30)
        #expect(rule.wait(afterAttempt: 1, asked: 0, random: 0) == 1)
        #expect(rule.wait(afterAttempt: 1, asked: 3600, random: 0) == nil)
    }

    @Test func survivesManyAttempts() {
        var rule = RetryRule()
        rule.attempts = 1000
        #expect(rule.wait(afterAttempt: 999, asked: nil, random: 0) == 60)
    }

    @Test func knowsItsConditions() {
        var rule = RetryRule()
        rule.when = ["timeout", "429", "5xx"].compactMap(RetryRule.Condition.init)
        #expect(rule.when == [.timeout, .status(429), .statusClass(5)])
        #expect(rule.retries(.status(503)))
        #expect(rule.retries(.status(429)))
        #expect(!rule.retries(.status(404)))
        #expect(!rule.retries(.connection))
        #expect(["", "6xx", "2xx", "200", "soon"].compactMap(RetryRule.Condition.init).isEmpty)
    }

    @Test func bucketSpreadsRequests() throws {
        var bucket = TokenBucket(try #require(RateLimit("2/s")))
        #expect(bucket.take(at: 100) == 0)
        #expect(bucket.take(at: 100) == 0)
        #expect(bucket.take(at: 100) == 0.5)
        #expect(bucket.take(at: 101) == 0)
        #expect(RateLimit("5") == nil)
        #expect(RateLimit("0/s") == nil)
        #expect(RateLimit("100/m")?.seconds == 60)
    }
}
