import Crypto
import Feeds
import HTTPServer
import JSON
import Storage

extension PartnerService {
    /// How long the secret that was replaced signs too, in milliseconds: a day.
    private static let changeOver: Int64 = 86_400_000

    /// `GET /v1/webhooks`: the caller's own.
    func webhookList(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let hosts = try thread.reader.webhookHosts()
        var writer = JSONWriter(capacity: 1024)
        let all = try thread.reader.webhooks(of: asked.consumer.id)
        writer.object { writer in
            writer.array("webhooks") { writer in
                for webhook in all { writer.webhook(webhook, held: held(webhook, asked.consumer, hosts, call)) }
            }
        }
        call.entry.count = all.count
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
    }

    /// `GET /v1/webhooks/{id}`.
    func webhook(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        try checkAccepts("application/json", request)
        let webhook = try own(asked, thread.reader)
        var writer = JSONWriter(capacity: 512)
        writer.webhook(webhook, held: held(webhook, asked.consumer, try thread.reader.webhookHosts(), call))
        return try finish(200, [.contentType("application/json")], document: writer.bytes, &call)
    }

    /// `POST /v1/webhooks`: makes one. Its secret is in this answer and in no other.
    func makeWebhook(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        if let answer = try made(for: request, &call) { return answer }
        let body = try RequestBody(request, known: ["url", "feed"])
        let address = try WebhookAddress(body.text("url", most: 2_000))
        let name = try body.text("feed", most: 200)
        call.entry.feed = name
        // A feed that there is none of answers as one without a grant.
        guard let index = feeds.firstIndex(where: { $0.compiled.name == name }) else { throw Self.noGrant(on: name) }
        let feed = try authorise(asked.consumer, index, &call)
        _ = try WebhookApproval(of: address, among: thread.reader.webhookHosts())
        guard let head = thread.reader.feeds[feed.compiled.name] else { throw Problem.notPublished }
        let secret = try WebhookSecret()
        let webhook = Webhook(
            id: "wh_" + CrockfordBase32.encode(try randomBytes(10)).prefix(12), consumer: asked.consumer.id, feed: name,
            url: address.url, secret: secret, created: call.now, told: head.head, epoch: head.epoch)
        return try write(call) { store in
            do { try store.add(webhook) } catch Store.WebhookRefusal.known(let id) {
                throw Problem(
                    409, "webhook-known", "Conflict", "That address is told of that feed already, by `\(id)`.")
            } catch Store.WebhookRefusal.tooMany {
                throw Problem(
                    409, "too-many-webhooks", "Conflict",
                    "You have \(Store.webhooksOfConsumer) webhooks: delete one that you do not need.")
            }
            var writer = JSONWriter(capacity: 512)
            writer.webhook(webhook, secret: secret, held: nil)
            return MadeAnswer(
                status: 201,
                headers: [.contentType("application/json"), HTTPHeader("Location", "/v1/webhooks/\(webhook.id)")],
                document: writer.bytes, isSecret: true)
        }
    }

    /// `DELETE /v1/webhooks/{id}`.
    func deleteWebhook(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        if let answer = try made(for: request, &call) { return answer }
        let webhook = try own(asked, thread.reader)
        return try write(call) { store in
            guard try store.removeWebhook(webhook.id, of: webhook.consumer) else { throw Problem.notFound }
            return MadeAnswer(status: 204, headers: [])
        }
    }

    /// `POST /v1/webhooks/{id}/rotate`: a new secret; the old one signs beside it for a day.
    func rotateWebhook(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        if let answer = try made(for: request, &call) { return answer }
        var webhook = try own(asked, thread.reader)
        let secret = try WebhookSecret()
        webhook.oldUntil = call.now + Self.changeOver
        return try write(call) { [webhook] store in
            guard
                try store.rotateWebhook(
                    webhook.id, of: webhook.consumer, secret: secret, oldUntil: webhook.oldUntil)
            else { throw Problem.notFound }
            var writer = JSONWriter(capacity: 512)
            writer.webhook(webhook, secret: secret, held: nil)
            return MadeAnswer(document: writer.bytes, isSecret: true)
        }
    }

    /// `POST /v1/webhooks/{id}/test`: sends a message now, and tells what became of it.
    func testWebhook(
        _ request: borrowing HTTPRequest, _ asked: Asked, _ thread: inout ServingThread, _ call: inout Call
    ) throws -> HTTPAnswer {
        if let answer = try made(for: request, &call) { return answer }
        let webhook = try own(asked, thread.reader)
        guard asked.consumer.grant(on: webhook.feed)?.holds(at: call.now) ?? false else {
            throw Self.noGrant(on: webhook.feed)
        }
        let approval = try WebhookApproval(of: WebhookAddress(webhook.url), among: thread.reader.webhookHosts())
        call.entry.feed = webhook.feed
        return try hold(call, upTo: .seconds(30)) { [call] then in
            Task { [webhooks] in
                let result = await Result { () async throws(Problem) in
                    MadeAnswer(document: Self.testDocument(try await webhooks.test(webhook, approval)))
                }
                then(MadeResult(call, result))
            }
        }
    }

    private static func testDocument(_ outcome: WebhookOutcome) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            switch outcome {
            case .delivered(let status):
                writer.flag("delivered", true)
                writer.member("status", Int64(status))
                writer.optional("problem", nil)
            case .failed(let status, let problem, _):
                writer.flag("delivered", false)
                writer.key("status")
                if let status { writer.int(Int64(status)) } else { writer.null() }
                writer.member("problem", problem)
            }
        }
        return writer.bytes
    }

    /// The webhook of the path, when it is the caller's.
    private func own(_ asked: Asked, _ reader: FeedReader) throws -> Webhook {
        let id = String(decoding: asked.place.id.prefix(64), as: UTF8.self)
        guard let webhook = try reader.webhook(id, of: asked.consumer.id) else { throw Problem.notFound }
        return webhook
    }

    /// Why nothing is told now: the grant on the feed is over, or the host is not approved any more.
    private func held(_ webhook: Webhook, _ consumer: Consumer, _ hosts: [WebhookHost], _ call: Call) -> String? {
        guard consumer.grant(on: webhook.feed)?.holds(at: call.now) ?? false else { return "grant" }
        let approval = try? WebhookApproval(of: WebhookAddress(webhook.url), among: hosts)
        return approval == nil ? "host" : nil
    }

    private static func noGrant(on feed: String) -> Problem {
        Problem(
            403, "missing-grant", "Forbidden", "You have no grant on the feed `\(feed)`.",
            members: [("grant", .string("feed:\(feed)"))])
    }
}

extension Result {
    /// What an asynchronous closure gives or throws.
    init(_ body: () async throws(Failure) -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
