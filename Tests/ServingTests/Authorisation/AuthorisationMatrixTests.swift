import Foundation
import HTTPClient
import Testing

@testable import Serving

/// Nothing that a consumer was not granted occurs in a byte of what he is answered: asked of every endpoint, feed, entity, row and format
/// by consumers of every kind.
@Suite struct AuthorisationMatrixTests {
    @Test func nothingHiddenIsAnswered() async throws {
        let hub = try MatrixHub()
        let requests = try MatrixRequest.all(hub)
        #expect(requests.count > 500)
        var shown: [String: Int] = [:]
        var told: [String: Int] = [:]
        for caller in hub.callers {
            for request in requests {
                let answer = try await hub.ask(request, as: caller)
                // In a feed's own paths only that feed may speak, whatever else the caller may read.
                let visible = request.feed.map { caller.feeds.contains($0) ? [$0] : [] } ?? caller.feeds
                let found = Self.words(in: answer, hub.forbidden(seeing: visible))
                #expect(
                    found.isEmpty, "\(caller.name): \(request.method) \(request.target) \(answer.status) tells \(found)"
                )
                if let feed = request.feed, !caller.feeds.contains(feed) {
                    let isRefused = [401, 403, 404, 405].contains(answer.status)
                    #expect(
                        isRefused, "\(caller.name): \(request.method) \(request.target) is answered \(answer.status)")
                }
                if !Self.words(in: answer, hub.forbidden(seeing: [])).isEmpty { told[caller.name, default: 0] += 1 }
                if answer.status == 200, request.feed != nil { shown[caller.name, default: 0] += 1 }
            }
        }
        // Those who may read were answered: a matrix of refusals would prove nothing.
        for name in ["water", "police", "both", "over", "elsewhere"] {
            #expect(shown[name, default: 0] > 50, "\(name)")
        }
        #expect(shown["stranger"] == nil && shown["no grant"] == nil)
    }

    /// What happens outside of a feed changes nothing of what the feed answers: no count, no tag, no digest.
    @Test func hiddenChangesLeaveNoTrace() async throws {
        let hub = try MatrixHub()
        let requests = try MatrixRequest.all(hub).filter { $0.feed == "water" && $0.method != "POST" }
        let caller = try #require(hub.callers.first { $0.name == "water" })
        let before = try await Self.answers(requests, hub, caller)
        try hub.commit([(4, MatrixHub.outside), (5, nil)])
        try hub.commit([(5, MatrixHub.outside), (4, nil)])
        let after = try await Self.answers(requests, hub, caller)
        for (request, pair) in zip(requests, zip(before, after)) where pair.0 != pair.1 {
            Issue.record("\(request.target): \(pair.0.prefix(600)) became \(pair.1.prefix(600))")
        }
    }

    /// A record outside of the feed, one that was removed and one that never was are told apart by nothing.
    @Test func absenceHasOneFace() async throws {
        let hub = try MatrixHub()
        let caller = try #require(hub.callers.first { $0.name == "water" })
        for rest in ["", "/history", "?include=all"] {
            let faces = try await [2, 4, 5, 6, 99].asyncMap { (row: Int64) in
                let request = MatrixRequest(target: "/v1/feeds/water/pollution_source/\(Publisher.id(row))\(rest)")
                return Self.face(try await hub.ask(request, as: caller))
            }
            #expect(Set(faces.dropFirst()).count == 1 && faces[1].hasPrefix("404"), "\(faces)")
            #expect(faces[0] != faces[1])
        }
    }

    private static func answers(
        _ requests: [MatrixRequest], _ hub: MatrixHub, _ caller: MatrixHub.Caller
    ) async throws -> [String] {
        try await requests.asyncMap { face(try await hub.ask($0, as: caller)) }
    }

    /// All of an answer but what is new in every answer.
    private static func face(_ answer: TransferResponse) -> String {
        let fields = answer.fields.list.filter { !["date", "request-id"].contains($0.name.lowercased()) }
        let head = fields.map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n")
        let body = String(decoding: answer.body, as: UTF8.self)
            .replacing(#/"request_id":"[a-z0-9]*"/#, with: "").replacing(#/"timeStamp":"[^"]*"/#, with: "")
        let expiry = head.replacing(#/Feed-Cursor-Expires: .*/#, with: "")
        return "\(answer.status)\n\(expiry)\n\n\(body)"
    }

    private static func words(in answer: TransferResponse, _ words: [String]) -> [String] {
        let head = answer.fields.list.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        let text = head + "\n" + String(decoding: answer.body, as: UTF8.self)
        return words.filter { text.contains($0) }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
