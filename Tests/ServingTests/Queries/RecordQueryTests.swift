import HTTPClient
import JSON
import TestServers
import Testing

@testable import Serving

@Suite struct RecordQueryTests {
    private static let day: Int64 = 1_795_996_800_000  // 2026-11-30T00:00:00Z

    private static func hub(_ count: Int64 = 20) throws -> PlacedHub {
        let hub = try PlacedHub()
        try hub.commit(
            (1...count).map { row in
                (row, .init(name: "点\(row)", place: (112 + Double(row) / 10, 23.5), opened: day + row * 3_600_000))
            })
        return hub
    }

    private static func rows(_ answer: TransferResponse) -> [String] { answer.json.arrayValue?.map(\.id) ?? [] }

    @Test func aBoxAndATimeNarrow() async throws {
        let hub = try Self.hub()
        let path = "/v1/feeds/map/point"
        let box = try await hub.get(path + "?bbox=112.45,23,112.85,24")
        #expect(Self.rows(box) == [5, 6, 7, 8].map { PlacedHub.id($0) })
        let both = try await hub.get(path + "?bbox=112.45,23,112.85,24&datetime=2026-11-30T06:30:00Z/..")
        #expect(Self.rows(both) == [7, 8].map { PlacedHub.id($0) })
        #expect(Self.rows(try await hub.get(path + "?datetime=2026-11-29")).isEmpty)
        #expect(try await hub.get("/v1/feeds/map/word?bbox=1,2,3,4").status == 400)
        #expect(try await hub.get("/v1/feeds/map/word?datetime=2026-11-29").status == 400)
        // A feed that hides the time does not tell it by what it finds.
        #expect(try await hub.get("/v1/feeds/coarse/point?datetime=2026-11-30").status == 400)
        // Nor the place: what is rounded lies where the feed says.
        #expect(Self.rows(try await hub.get("/v1/feeds/coarse/point?bbox=112.49,23,112.51,24")) == [PlacedHub.id(5)])
    }

    /// Pages follow each other by key, also through what does not match.
    @Test(arguments: [1, 2, 3, 100]) func pagesOfNarrowedRecords(_ limit: Int) async throws {
        let hub = try Self.hub()
        var path: String? = "/v1/feeds/map/point?limit=\(limit)&bbox=112.25,23,113.35,24"
        var ids: [String] = []
        while let next = path, ids.count < 50 {
            let page = try await hub.get(next)
            ids += Self.rows(page)
            let link = page.fields["Link"] ?? ""
            path = link.contains("rel=\"next\"") ? String(link.dropFirst().prefix { $0 != ">" }) : nil
            #expect((page.fields["Feed-More"] == "true") == (path != nil))
        }
        #expect(ids == (3...13).map { PlacedHub.id($0) })
    }

    /// What moved, came and went is found where it is now.
    @Test func theIndexFollowsTheFeed() async throws {
        let hub = try Self.hub(5)
        let path = "/v1/feeds/map/point?bbox=112.05,23,112.25,24"
        #expect(Self.rows(try await hub.get(path)) == [1, 2].map { PlacedHub.id($0) })
        try hub.commit([
            (1, nil), (2, .init(name: "远", place: (100, 10), opened: nil)), (5, .init(name: "近", place: (112.1, 23.2))),
            (3, .init(name: "无")), (9, .init(name: "新", place: (112.2, 23.9))),
        ])
        #expect(Self.rows(try await hub.get(path)) == [5, 9].map { PlacedHub.id($0) })
    }

    /// Against a list that is looked through, after random commits.
    @Test func theIndexIsRight() async throws {
        let hub = try PlacedHub()
        var random = SeededRandom(11)
        var model: [Int64: PlacedHub.Point] = [:]
        for _ in 0..<12 {
            var changes: [(row: Int64, point: PlacedHub.Point?)] = []
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                let row = Int64.random(in: 1...60, using: &random)
                guard !changes.contains(where: { $0.row == row }) else { continue }
                var point: PlacedHub.Point? = .init(name: "\(row)")
                if Bool.random(using: &random) {
                    point?.place = (
                        Double(Int.random(in: 0...20, using: &random)), Double(Int.random(in: 0...20, using: &random))
                    )
                }
                if Int.random(in: 0..<4, using: &random) == 0 { point = nil }
                if point == nil, model[row] == nil { continue }
                changes.append((row, point))
                model[row] = point
            }
            try hub.commit(changes)
            let west = Int.random(in: 0...15, using: &random)
            let answer = try await hub.get("/v1/feeds/map/point?limit=1000&bbox=\(west),5,\(west + 5),15")
            let expected = model.filter { _, point in
                guard let place = point.place else { return false }
                return place.lon >= Double(west) && place.lon <= Double(west + 5) && place.lat >= 5 && place.lat <= 15
            }
            #expect(Self.rows(answer) == expected.keys.sorted().map { PlacedHub.id($0) })
        }
    }

    @Test func fieldsNarrowRecords() async throws {
        let hub = try Self.hub(2)
        let answer = try await hub.get("/v1/feeds/map/point?fields=opened_at,name&limit=1")
        #expect(answer.json[0]?["record"] == ["name": "点1", "opened_at": "2026-11-30T01:00:00.000Z"])
        #expect(answer.fields["Link"]?.contains("fields=opened_at,name") == true)
        let table = try await hub.get("/v1/feeds/map/point?fields=name&f=csv&csv=raw")
        #expect(table.text.hasPrefix("op,seq,entity,id,rev,at,cause,name\r\n") && !table.text.contains("112"))
        let refused = try await hub.get("/v1/feeds/map/point?fields=name,nothing")
        #expect(refused.status == 400 && refused.text.contains("lon"))
    }
}
