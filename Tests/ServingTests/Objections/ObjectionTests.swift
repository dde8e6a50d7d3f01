import HTTPClient
import JSON
import Storage
import TestServers
import Testing

@testable import Serving

@Suite struct ObjectionTests {
    private let hub: Hub
    private let key: String
    private let path = "/v1/feeds/water/objections"

    init() throws {
        hub = try Hub()
        key = try hub.consumer("water", feeds: ["water"])
        try hub.publisher.commit(1, "清远市某某陶瓷有限公司", "441802", "13800001234", "密")
        try hub.publisher.commit(2, "别处", "441801", "13900001234", nil)
    }

    private func body(_ change: [String: JSONValue] = [:]) -> String {
        var members: [String: JSONValue] = [
            "entity": "pollution_source", "id": .string(Publisher.id(1)), "field": "name", "value": "清远市某某陶瓷厂",
            "reason": "营业执照上的名称不同",
        ]
        for (name, value) in change { members[name] = value }
        return JSONValue.object(members.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }).text
    }

    private func object(
        _ change: [String: JSONValue] = [:], key: String? = nil, name: String? = nil
    ) async throws -> TransferResponse {
        try await hub.post(
            path, body(change), key: key ?? self.key, fields: name.map { [("Idempotency-Key", $0)] } ?? [])
    }

    @Test func anObjectionIsKept() async throws {
        let made = try await object()
        #expect(made.status == 201, "\(made.text)")
        #expect(made.fields["Location"] == "\(path)/\(made.json.id)")
        let shown = try await hub.get("\(path)/\(made.json.id)", key: key).json
        #expect(shown == made.json)
        #expect(shown["state"] == "open" && shown["rev"] == 1 && shown["shown"] == "清远市某某陶瓷有限公司")
        #expect(shown["value"] == "清远市某某陶瓷厂" && shown["record_id"]?.stringValue == Publisher.id(1))
        #expect(shown["answer"] == .null && shown["note"] == .null)
        let whole = try await object(["field": .null, "value": .null])
        #expect(whole.status == 400 && whole.kind == "bad-member")
        let record = try await hub.post(
            path, #"{"entity":"pollution_source","id":"\#(Publisher.id(1))","reason":"此企业已注销"}"#, key: key)
        #expect(record.status == 201 && record.json["field"] == .null && record.json["shown"] == .null)
    }

    /// What the feed does not show cannot be disputed, and nothing is told of it.
    @Test func onlyWhatIsShownCanBeDisputed() async throws {
        var texts: Set<String> = []
        for id in [Publisher.id(2), Publisher.id(999), "ol_00000000", "x", "污染源"] {
            let answer = try await object(["id": .string(id)])
            #expect(answer.status == 404, "\(id)")
            texts.insert(answer.text.replacing(answer.fields["Request-Id"] ?? "", with: ""))
        }
        #expect(texts.count == 1)
        // A field that the feed hides answers as one that there is none of.
        var problems: Set<String> = []
        for field in ["phone", "note", "nothing"] {
            let answer = try await object(["field": .string(field)])
            #expect(answer.status == 400 && answer.kind == "bad-member")
            #expect(!answer.text.contains("phone") && !answer.text.contains("13800001234"))
            problems.insert(answer.text.replacing(answer.fields["Request-Id"] ?? "", with: ""))
        }
        #expect(problems.count == 1)
        let police = try hub.consumer("police", feeds: ["police"])
        #expect(try await object(key: police).status == 403)
        #expect(try await hub.post(path, body(), key: nil).status == 401)
    }

    @Test func bodiesAreChecked() async throws {
        let long = String(repeating: "水", count: 2_001)
        for (name, value) in [
            ("reason", ""), ("reason", .string(long)), ("reason", 1), ("entity", "permit"), ("rev", 0), ("rev", "1"),
            ("value", []), ("value", .object([])), ("value", .string(long)), ("other", 1),
        ] as [(String, JSONValue)] {
            let answer = try await object([name: value])
            #expect(answer.status == 400, "\(name): \(answer.text)")
        }
        #expect(try await object(["reason": .string(String(repeating: "水", count: 2_000))]).status == 201)
        #expect(try await object(["rev": 2]).status == 409)
        let stale = try await object(["rev": 3])
        #expect(stale.kind == "revision" && stale.json["rev"] == 1)
        #expect(try await object(["rev": 1]).status == 201)
        #expect(try await hub.post(path, body(), key: key, type: "text/plain").status == 415)
        for value in [0.5, 1, -3] { #expect(try await object(["value": .number("\(value)")]).status == 201) }
    }

    @Test func aRepeatedRequestIsKeptOnce() async throws {
        let first = try await object(name: "q-1")
        let again = try await object(name: "q-1")
        #expect(again.status == 201 && again.json == first.json)
        let other = try await object(["reason": "别的理由"], name: "q-1")
        #expect(other.status == 422 && other.kind == "idempotency-key")
        #expect(try await object(name: "q-2").json.id != first.json.id)
        // Names are a consumer's own.
        let second = try hub.consumer("second", feeds: ["water"])
        #expect(try await object(key: second, name: "q-1").json.id != first.json.id)
        for name in ["a b", String(repeating: "x", count: 201)] { #expect(try await object(name: name).status == 400) }
        // Also when the record has left the feed since.
        try hub.publisher.commit(1, "厂", "441801")
        #expect(try await object(name: "q-1").json.id == first.json.id)
        #expect(try await object(name: "q-3").status == 404)
        // And at the same time: one of them is first.
        try hub.publisher.commit(1, "厂", "441802")
        let (hub, key, path, body) = (hub.base, key, path, body())
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var request = TransferRequest(hub + path, method: "POST", body: Array(body.utf8))
                    request.fields = [
                        "Authorization": "Bearer \(key)", "Content-Type": "application/json", "Idempotency-Key": "q-9",
                    ]
                    return try await HTTPSession().perform(request).json.id
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids.count == 1 && ids.first?.hasPrefix("ob_") == true)
    }

    @Test func openOnesAreBounded() async throws {
        let store = hub.publisher.store
        let consumer = try #require(try store.consumer("water"))
        for number in 0..<Store.openObjections {
            let objection = Objection(
                id: "ob_\(number)", consumer: consumer.id, feed: "water", entity: "pollution_source", row: 1,
                record: Publisher.id(1), reason: "x", at: Hub.now)
            _ = try store.add(objection, to: nil)
        }
        let answer = try await object()
        #expect(answer.status == 429 && answer.fields["Retry-After"] != nil)
        #expect(try store.decide("ob_0", .rejected, from: [.open], who: "王", note: "否", remark: nil, at: Hub.now))
        #expect(try await object().status == 201)
    }

    @Test func listsGoOnAndAreTheCallersOwn() async throws {
        var ids: [String] = []
        for number in 0..<5 { ids.append(try await object(["reason": .string("第\(number)")]).json.id) }
        let other = try hub.consumer("other", feeds: ["water"])
        let foreign = try await object(key: other).json.id
        var seen: [String] = []
        var next: String? = "\(path)?limit=2"
        while let page = next {
            let answer = try await hub.get(page, key: key)
            seen += (answer.json["objections"]?.arrayValue ?? []).map(\.id)
            next = answer.fields["Link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            #expect((next != nil) == (answer.fields["Feed-More"] == "true"))
        }
        #expect(seen == ids)
        #expect(try await hub.get("\(path)/\(foreign)", key: key).status == 404)
        #expect(try await hub.get("\(path)?after=\(foreign)", key: key).status == 400)
        #expect(try await hub.get("\(path)?state=done", key: key).status == 400)
        #expect(try await hub.get("\(path)?state=rejected", key: key).json["objections"] == [])
        #expect(try await hub.get("\(path)?state=open&limit=5000", key: key).json["objections"]?.arrayValue?.count == 5)
    }

    /// What was decided is told; who decided, and what is for the bureau alone, is not.
    @Test func decisionsAreTold() async throws {
        let id = try await object().json.id
        let store = hub.publisher.store
        let decided = try store.decide(
            id, .rejected, from: [.open], who: "张三", note: "与许可证一致", remark: "内部：企业有纠纷", at: Hub.now)
        #expect(decided)
        let answer = try await hub.get("\(path)/\(id)", key: key)
        #expect(answer.json["state"] == "rejected" && answer.json["note"] == "与许可证一致")
        #expect(answer.json["decided_at"] != .null)
        #expect(!answer.text.contains("张三") && !answer.text.contains("内部"))
        // What is decided is not decided again.
        #expect(try !store.decide(id, .accepted, from: [.open], who: "李四", note: "对", remark: nil, at: Hub.now))
    }

    /// An objection that was upheld is resolved by the line that shows the value otherwise, and by no other.
    @Test func theCorrectionAnswers() async throws {
        let id = try await object().json.id
        let whole = try await object(["field": "region", "value": "441803"]).json.id
        let store = hub.publisher.store
        for id in [id, whole] {
            #expect(try store.decide(id, .accepted, from: [.open], who: "王", note: "将更正", remark: nil, at: Hub.now))
        }
        #expect(try store.resolveAnsweredObjections(at: Hub.now) == 0)
        // Another field changes: that is no answer.
        try hub.publisher.commit(1, "清远市某某陶瓷有限公司", "441802", "1", nil)
        #expect(try store.resolveAnsweredObjections(at: Hub.now) == 0)
        try hub.publisher.commit(1, "清远市某某陶瓷厂", "441802", "1", nil)
        let head = try #require(try store.feeds().first { $0.name == "water" }).head
        #expect(
            try await becomes { try await hub.get("\(path)/\(id)", key: key).json["state"] == "resolved" })
        let answer = try await hub.get("\(path)/\(id)", key: key).json["answer"]
        #expect(answer?["seq"]?.intValue == Int(head) && answer?["rev"] == 3)
        #expect(answer?["cause"] == "source_update")
        #expect(try await hub.get("\(path)/\(whole)", key: key).json["state"] == "accepted")
        // The record leaves the feed: there is nothing wrong to see any more.
        try hub.publisher.commit(1, "清远市某某陶瓷厂", "441801", "1", nil)
        #expect(try store.resolveAnsweredObjections(at: Hub.now) == 1)
        #expect(try await hub.get("\(path)/\(whole)", key: key).json["state"] == "resolved")
    }
}
