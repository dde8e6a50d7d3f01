import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Partners ask for values of the points that their feed shows, and get no others.
@Suite("Readings in feeds") struct FeedReadingsTests {
    private static let shown = "SIMULATED000000000000000"
    private static let hidden = "SIMULATED000000000000001"
    private static let feed = """
        feed: duty
        title: { zh: 值班, en: Duty }
        partner: 应急办
        purpose: 值守
        entities:
          monitoring_point:
            where: code != "SIMULATED000000000000001"
            columns: [code, online_state]
        readings: { periods: [realtime], pollutants: [w01018, w21003] }
        """

    private func station() async throws -> (station: DeviceStation, key: String) {
        let station = try DeviceStation(feed: Self.feed)
        try station.serve()
        #expect(try station.report(points: 2, packets: 40, "--start", "2h").status == 0)
        let added = try station.run(
            "consumer", "add", "duty", "--feed", "duty", "--purpose", "值守", "--legal-basis", "协议", "--json")
        let key = try #require(try JSONValue(parsing: added.out)["key"]?.stringValue, "\(added.err)")
        let arrived = try await becomes {
            let list = try await ServingHub.get(station.partner + "/v1/feeds/duty/monitoring_point", key: key)
            return list.text.contains(Self.shown)
        }
        #expect(arrived, "the points did not arrive in the feed")
        return (station, key)
    }

    @Test("The newest values, of the points and factors of the feed alone")
    func latest() async throws {
        let (station, key) = try await station()
        let base = station.partner + "/v1/feeds/duty"
        let described = try JSONValue(parsing: try await ServingHub.get(base, key: key).text)
        #expect(described["latest"] == "/v1/feeds/duty/latest")
        let answer = try await ServingHub.get(base + "/latest", key: key)
        let values = try #require(try JSONValue(parsing: answer.text).arrayValue)
        #expect(values.compactMap { $0["pollutant"]?.stringValue } == ["w01018", "w21003"])
        #expect(values.allSatisfy { $0["point"] == .string(Self.shown) && $0["period"] == "realtime" })
        #expect(values[0]["monitoring_point"]?.stringValue?.hasPrefix("mp_") == true)
        #expect(values[0]["unit"] == "mg/L" && values[0]["flag"] == "N")
        let csv = try await ServingHub.get(base + "/latest?f=csv&pollutant=w21003", key: key)
        #expect(csv.text.split(separator: "\r\n").count == 2 && csv.text.contains(",w21003,realtime,"))
        let lines = try await ServingHub.get(base + "/latest?f=ndjson&point=\(Self.shown)", key: key)
        #expect(lines.text.split(separator: "\n").count == 2)
    }

    @Test("A stretch of time, by pages that meet")
    func pages() async throws {
        let (station, key) = try await station()
        let base = station.partner + "/v1/feeds/duty/readings?point=\(Self.shown)&period=realtime"
        let all = try await ServingHub.get(base, key: key)
        let whole = try #require(try JSONValue(parsing: all.text).arrayValue)
        #expect(whole.count == 40 && all.fields["Feed-More"] == "false")
        #expect(whole.allSatisfy { $0["origin"] == "device" })
        var pages: [JSONValue] = []
        var next: String? = base + "&limit=7"
        while let url = next {
            let page = try await ServingHub.get(url, key: key)
            pages += try JSONValue(parsing: page.text).arrayValue ?? []
            let links = page.fields["Link"] ?? ""
            next = links.firstMatch(of: /<([^>]+)>; rel="next"/).map { station.partner + String($0.output.1) }
        }
        #expect(pages == whole)
        let time = try #require(whole[20]["time"]?.stringValue)
        let late = try await ServingHub.get(base + "&pollutant=w01018&from=\(time)", key: key)
        #expect(try JSONValue(parsing: late.text).arrayValue?.count == 10)
    }

    @Test("What the feed does not show is not there")
    func hidden() async throws {
        let (station, key) = try await station()
        let base = station.partner + "/v1/feeds/duty"
        let nowhere = try await ServingHub.get(base + "/latest?point=NOWHERE", key: key)
        let hidden = try await ServingHub.get(base + "/latest?point=\(Self.hidden)", key: key)
        #expect(nowhere.status == 404 && hidden.status == 404)
        #expect(
            try await ServingHub.get(base + "/readings?point=\(Self.hidden)&period=realtime", key: key).status == 404)
        for query in [
            "latest?period=hour", "latest?pollutant=w21011", "latest?pint=1", "readings",
            "readings?point=\(Self.shown)&from=x",
            "readings?point=\(Self.shown)&period=realtime&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        ] {
            let answer = try await ServingHub.get(base + "/" + query, key: key)
            #expect(answer.status == 400, "\(query) \(answer.text)")
        }
        #expect(try await ServingHub.get(base + "/latest", key: "hub_x_y").status == 401)
    }
}
