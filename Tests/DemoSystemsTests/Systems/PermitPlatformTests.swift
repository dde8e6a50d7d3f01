import JSON
import Testing

@testable import DemoSystems

@Suite("The permit platform, seen by curl", .enabled(if: Tool.isThere(Tool.curl)))
struct PermitPlatformTests {
    private func login(_ systems: RunningSystems, password: String? = nil) throws -> String? {
        let secret = password ?? systems.environment["ENVHUB_PERMIT_PASSWORD"] ?? ""
        let body = "{\"username\":\"envhub\",\"password\":\"\(secret)\"}"
        let answer = try Tool.curl(["-d", body, systems.permitURL + "/api/token"])
        return try JSONValue(parsing: answer.body)["data"]?["token"]?.stringValue
    }

    private func page(
        _ systems: RunningSystems, _ token: String, number: Int = 1, size: Int = 100, from: String = ""
    ) throws -> (status: Int, body: String) {
        try Tool.curl([
            "-G", "-H", "Authorization: Bearer \(token)", "--data-urlencode", "updatedFrom=\(from)", "-d",
            "pageNo=\(number)&pageSize=\(size)", systems.permitURL + "/api/v2/permits",
        ])
    }

    @Test("gives a token for the right password only, and nothing without one")
    func tokens() async throws {
        try await withSystems { systems in
            #expect(try login(systems, password: "wrong") == nil)
            #expect(try login(systems, password: "") == nil)
            #expect(try page(systems, "made-up").status == 401)
            let token = try #require(try login(systems))
            #expect(try page(systems, token).status == 200)
            #expect(try Tool.curl([systems.permitURL + "/nothing"]).status == 404)
        }
    }

    @Test("gives every enterprise once, through failures and expired tokens")
    func everything() async throws {
        try await withSystems { systems in
            var (token, number, statuses) = (try #require(try login(systems)), 1, [Int: Int]())
            var ids: [String] = []
            while ids.count < 1_394, statuses.values.reduce(0, +) < 60 {
                let answer = try page(systems, token, number: number)
                statuses[answer.status, default: 0] += 1
                if answer.status == 401 { token = try #require(try login(systems)) }
                guard answer.status == 200 else { continue }
                let data = try JSONValue(parsing: answer.body)["data"]
                #expect(data?["total"]?.intValue == 1_394)
                ids += data?["rows"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
                number += 1
            }
            #expect(ids.count == 1_394)
            #expect(Set(ids).count == 1_394)
            #expect(statuses[429] ?? 0 >= 1)
            #expect(statuses[500] ?? 0 >= 1)
            #expect(statuses[401] ?? 0 >= 1)
        }
    }

    @Test("gives what changed since a moment")
    func incremental() async throws {
        try await withSystems { systems in
            let token = try #require(try login(systems))
            let none = try JSONValue(parsing: try page(systems, token, from: "2026-11-20 08:00:00").body)
            #expect(none["data"]?["total"]?.intValue == 0)
            _ = try systems.advance()
            let some = try JSONValue(parsing: try page(systems, token, from: "2026-11-20 08:00:00").body)
            #expect(some["data"]?["total"]?.intValue == 4)
            let states = some["data"]?["rows"]?.arrayValue?.compactMap { $0["zt"]?.stringValue }
            #expect(states?.sorted() == ["1", "1", "1", "9"])
        }
    }

    @Test("fails as it is told to, once")
    func faults() async throws {
        try await withSystems { systems in
            let token = try #require(try login(systems))
            systems.inject(.failureInside)
            let inside = try page(systems, token)
            #expect(inside.status == 200)
            #expect(try JSONValue(parsing: inside.body)["code"]?.intValue == 500)
            systems.inject(.cutPage)
            let cut = try page(systems, token)
            #expect(cut.status == 200)
            #expect(throws: JSONError.self) { try JSONValue(parsing: cut.body) }
            #expect(try page(systems, token).status == 200)
            systems.inject(.expiredToken)
            #expect(try page(systems, token).status == 401)
            let fresh = try #require(try login(systems))
            #expect(try page(systems, fresh).status == 200)
        }
    }
}
