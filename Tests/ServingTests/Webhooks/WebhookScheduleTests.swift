import HTTPServer
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct WebhookScheduleTests {
    /// The schedule that Standard Webhooks recommends, from the first attempt to the last.
    @Test func theScheduleIsTheStandards() {
        let waits: [Int64?] = (1...20).map { WebhookSchedule.delay(after: $0, jitter: 0.5) }
        let whole: Int64 = (75 * 3_600 + 35 * 60 + 5) * 1_000
        #expect(waits.prefix(3) == [5_000, 300_000, 1_800_000])
        #expect(waits.compactMap(\.self).reduce(0, +) == whole)
        #expect(waits[8] == 86_400_000)
        #expect(waits[9...].allSatisfy { $0 == nil })
        #expect(WebhookSchedule.delay(after: 0, jitter: 0.5) == nil)
        #expect(WebhookSchedule.delay(after: 1, jitter: 0) == 4_500)
        #expect(WebhookSchedule.delay(after: 1, jitter: 7) == 5_500)
        #expect(WebhookSchedule.delay(after: 1, jitter: 0.5, asked: 60) == 60_000)
        #expect(WebhookSchedule.delay(after: 2, jitter: 0.5, asked: 60) == 300_000)
    }

    /// Three days of failures, on a clock that the test moves: every attempt at its time, none before, and then no more.
    @Test func threeDaysOfFailuresPause() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { _ in .status(500) }
        let webhook = try await site.tell(receiver)
        try site.commit()
        for (attempt, delay) in WebhookSchedule.delays.enumerated() {
            #expect(try await becomes { try await site.state(webhook)["failed"]?.intValue == attempt + 1 })
            #expect(try await site.state(webhook)["attempt"]?.intValue == attempt + 1)
            // A second before its time it is not tried; the clock also goes on by itself.
            site.pass(delay * 1_000 - 4_000)
            try await Task.sleep(for: .milliseconds(100))
            #expect(receiver.messages.count == attempt + 1)
            site.pass(5_000)
        }
        #expect(try await becomes { try await site.state(webhook)["state"] == "paused" })
        #expect(receiver.messages.count == 10 && Set(receiver.messages.map(\.id)).count == 1)
        #expect(Set(receiver.messages.map(\.body)).count == 1)
        let state = try await site.state(webhook)
        #expect(state["failing_since"] != .null && state["last_problem"] == "status" && state["told"] == 1)
        #expect(await becomes { site.hub.reported.lines.count { $0.contains("paused") } == 1 })
        site.pass(86_400_000)
        try site.commit("还在")
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 10)
    }

    /// `Retry-After` is heeded where it asks for more than the schedule.
    @Test func endpointsMayAskForTime() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { index in
            index == 0 ? .status(429, [HTTPHeader("Retry-After", "3600")]) : .status(200)
        }
        let webhook = try await site.tell(receiver)
        try site.commit()
        // The receiver has the message before the hub has its answer: the wait counts from that.
        #expect(try await becomes { try await site.state(webhook)["failed"]?.intValue == 1 })
        site.pass(1_800_000)
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 1)
        site.pass(1_900_000)
        #expect(try await receiver.messages(2).count == 2)
    }
}
