import Foundation
import HTTPClient
import HTTPServer
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct WebhookDeliveryTests {
    @Test func aCommitIsTold() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        let webhook = try await site.tell(receiver)
        #expect(webhook["secret"]?.stringValue?.hasPrefix("whsec_") == true && webhook["told"] == 1)
        try site.commit()
        let message = try #require(try await receiver.messages(1).first)
        #expect(message.type == "feed.advanced" && message.id.hasPrefix("msg_"))
        #expect(message.json["data"]?["feed"] == "water")
        #expect(message.number("from") == 2 && message.number("to") == 2 && message.number("count") == 1)
        #expect(message.json["data"]?["url"]?.stringValue == site.hub.base + "/v1/feeds/water/changes")
        #expect(message.headers["content-type"] == "application/json")
        #expect(message.headers["user-agent"] == "envhub-webhooks" && message.headers["authorization"] == nil)
        #expect(try await becomes { try await site.state(webhook)["delivered"] == 1 })
        let state = try await site.state(webhook)
        #expect(state["told"] == 2 && state["last_status"] == 204 && state["failing_since"] == .null)
        #expect(state["secret"] == nil && state["next_attempt"] == .null)
        // Nothing is told twice.
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 1)
    }

    /// While a message is on its way others wait, and are told together.
    @Test func oneMessageIsOnItsWay() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { $0 == 0 ? .nothing : .status(200) }
        let webhook = try await site.tell(receiver)
        try site.commit("一")
        _ = try await receiver.messages(1)
        for name in ["二", "三", "四"] { try site.commit(name) }
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 1)
        receiver.release()
        let second = try #require(try await receiver.messages(2).last)
        #expect(second.number("from") == 3 && second.number("to") == 5)
        // The record has one line, its last: so much is there to read.
        #expect(second.number("count") == 1 && second.id != receiver.messages[0].id)
        #expect(try await becomes { try await site.state(webhook)["told"] == 5 })
    }

    /// A server that ends with a message on its way sends it again, with its id, and the one that follows tells the rest.
    @Test func messagesOutliveTheServer() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { $0 == 0 ? .status(500) : .status(200) }
        let webhook = try await site.tell(receiver)
        try site.commit()
        _ = try await receiver.messages(1)
        #expect(try await becomes { try await site.state(webhook)["failed"] == 1 })
        site.hub.server.stop()
        try site.hub.publisher.commit(1, "停机时", "441802")
        try site.hub.restartServer()
        site.pass(6_000)
        let messages = try await receiver.messages(3)
        try #require(messages.count == 3)
        #expect(messages[0].id == messages[1].id && messages[1].number("to") == 2)
        #expect(messages[2].number("from") == 3 && messages[2].number("to") == 3)
        #expect(try await becomes { try await site.state(webhook)["delivered"] == 2 })
    }

    /// A process that dies between the attempt and its outcome leaves a claim, which ends.
    @Test func anAttemptThatNobodyTellsOfIsMadeAgain() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        try await site.tell(receiver)
        site.hub.server.stop()
        let store = site.hub.publisher.store
        try site.hub.publisher.commit(1, "新名", "441802")
        let webhook = try #require(try store.webhooks().first)
        let message = Webhook.Message(id: "msg_DEAD", first: 2, last: 2, lines: 1, made: Hub.now)
        #expect(try store.claim(webhook, message, lease: Hub.now + 45_000))
        #expect(try !store.claim(webhook, message, lease: Hub.now + 45_000))
        try site.hub.restartServer()
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.isEmpty)
        site.pass(60_000)
        #expect(try await receiver.messages(1).map(\.id) == ["msg_DEAD"])
    }

    /// A server that is stopped in the middle of an attempt gives it back: the next makes it at once, and none is counted.
    @Test func aStopGivesTheAttemptBack() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { $0 == 0 ? .nothing : .status(200) }
        let webhook = try await site.tell(receiver)
        try site.commit()
        _ = try await receiver.messages(1)
        try site.hub.restartServer()
        let messages = try await receiver.messages(2)
        #expect(messages.count == 2 && messages.first?.id == messages.last?.id)
        #expect(try await becomes { try await site.state(webhook)["delivered"] == 1 })
        #expect(try await site.state(webhook)["failed"] == 0)
    }

    @Test func whoIsGoneIsToldNoMore() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { $0 == 0 ? .status(410) : .status(200) }
        let webhook = try await site.tell(receiver)
        try site.commit("一")
        #expect(try await becomes { try await site.state(webhook)["state"] == "disabled" })
        let state = try await site.state(webhook)
        #expect(state["last_status"] == 410 && state["last_problem"] == "gone" && state["next_attempt"] == .null)
        #expect(await becomes { site.hub.reported.lines.contains { $0.contains(webhook.id) && $0.contains("gone") } })
        try site.commit("二")
        try await Task.sleep(for: .milliseconds(200))
        #expect(receiver.messages.count == 1)
        // A test that arrives is the way back; then all is told that has come since.
        let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(test.json["delivered"] == true && test.json["status"] == 200)
        let messages = try await receiver.messages(3)
        #expect(messages[1].type == "webhook.test" && messages[2].number("from") == 2)
        #expect(messages[2].number("to") == 3)
    }

    @Test func aTestTellsWhatBecameOfIt() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver { _ in .status(503) }
        let webhook = try await site.tell(receiver)
        let test = try await site.hub.post("/v1/webhooks/\(webhook.id)/test", nil, key: site.key)
        #expect(test.status == 200 && test.json["delivered"] == false && test.json["status"] == 503)
        #expect(test.json["problem"] == "status")
        #expect(try await site.state(webhook)["last_status"] == 503)
        #expect(try await site.state(webhook)["state"] == "active")
        let none = try await site.hub.post("/v1/webhooks/wh_NONE/test", nil, key: site.key)
        #expect(none.status == 404)
    }

    /// A renewed feed ends all cursors: that is told too.
    @Test func aFeedThatWasMadeAnewIsTold() async throws {
        let site = try WebhookHub()
        let receiver = try WebhookReceiver()
        try await site.tell(receiver)
        let store = site.hub.publisher.store
        let feed = try #require(try store.feeds().first { $0.name == "water" })
        try store.inTransaction { try store.restartFeed(feed.id, definition: feed.definition) }
        site.hub.server.signal.notify()
        let message = try #require(try await receiver.messages(1).first)
        #expect(message.type == "feed.renewed" && message.number("from") == nil)
        #expect(message.json["data"]?["url"]?.stringValue?.hasSuffix("changes?cursor=start") == true)
    }

    /// One that never answers holds nobody up; it is given up after its time.
    @Test func whoHangsDelaysNobody() async throws {
        let site = try WebhookHub { $0.patience = .seconds(5) }
        let slow = try WebhookReceiver { _ in .nothing }
        let quick = try WebhookReceiver()
        let webhook = try await site.tell(slow)
        try await site.tell(quick)
        for name in ["一", "二", "三"] {
            try site.commit(name)
            let count = quick.messages.count
            _ = try await quick.messages(count + 1)
        }
        // The first message to the slow one is still on its way.
        #expect(quick.messages.count >= 3 && slow.messages.count == 1)
        #expect(try await becomes { try await site.state(webhook)["last_problem"] == "timeout" })
        #expect(slow.mostHeld == 1)
    }

    /// No more connections than the budget has to one host, however many webhooks lead there.
    @Test func connectionsToAHostAreBounded() async throws {
        let site = try WebhookHub { $0.mostToHost = 2 }
        let receiver = try WebhookReceiver { _ in .nothing }
        try site.approve("127.0.0.1:\(receiver.port)")
        for number in 0..<6 {
            #expect(try await site.make("\(receiver.url)?n=\(number)").status == 201)
        }
        try site.commit()
        _ = try await receiver.messages(2)
        try await Task.sleep(for: .milliseconds(300))
        #expect(receiver.messages.count == 2 && receiver.mostHeld == 2)
        for count in [4, 6] {
            receiver.release()
            _ = try await receiver.messages(count)
        }
        receiver.release()
        #expect(receiver.messages.count == 6 && receiver.mostHeld == 2)
    }
}
