import Foundation
import JSON
import Testing

/// What people see of devices: commands on a hub that serves.
@Suite("Readings of devices in commands") struct ReadingsTests {
    @Test("Devices report; top, latest and show tell what they said, and the metrics page how much")
    func commands() async throws {
        let station = try DeviceStation()
        #expect(try station.run("top").err.contains("no device has reported yet"))
        try station.serve()
        let report = try station.report(points: 3, packets: 30, "--start", "2h")
        #expect(report.status == 0, "\(report.out) \(report.err)")

        let top = try station.run("top")
        #expect(top.status == 0 && top.out.contains("3 points: 0 超标, 0 离线, 0 可疑, 3 正常"), "\(top.out) \(top.err)")
        let points = try #require(try JSONValue(parsing: try station.run("top", "--json").out).arrayValue)
        #expect(points.count == 3 && points.allSatisfy { $0["state"] == "normal" })
        let mn = try #require(points[0]["mn"]?.stringValue)

        let latest = try station.run("readings", "latest", mn)
        #expect(latest.status == 0 && latest.out.contains("化学需氧量") && latest.out.contains("mg/L"))
        #expect(latest.out.split(separator: "\n").count == 5)
        #expect(try station.run("readings", "latest", "--over").out == "no values\n")

        let shown = try station.run("readings", "show", mn, "--factor", "w01018", "--limit", "4", "--json")
        let readings = try shown.out.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(readings.count == 4 && readings.allSatisfy { $0["origin"] == "device" })
        #expect(readings.allSatisfy { $0["values"]?.arrayValue?.count == 1 })
        let times = readings.compactMap { $0["time"]?.stringValue }
        #expect(times == times.sorted() && Set(times).count == 4)
        let newest = try #require(points[0]["values"]?.arrayValue?.first { $0["factor"] == "w01018" })
        #expect(readings[3]["values"]?.arrayValue?.first?["value"] == newest["value"])

        let metrics = try await station.metrics()
        #expect(
            metrics.contains(#"envhub_device_packets_total{connector="online-monitoring",outcome="stored"} 30"#),
            "\(metrics)")
        #expect(station.stop() == 0)
        #expect(try station.run("top").out.contains("3 正常"))
    }

    @Test("What is not there is named")
    func mistakes() throws {
        let station = try DeviceStation()
        try station.serve()
        #expect(try station.report(points: 1, packets: 2, "--start", "1h").status == 0)
        let near = try station.run("readings", "show", "SIMULATED00000000000000O")
        #expect(near.status == 1 && near.err.contains("did you mean `SIMULATED000000000000000`?"))
        let mn = "SIMULATED000000000000000"
        #expect(try station.run("readings", "show", mn, "--period", "week").err.contains("realtime, minute"))
        #expect(try station.run("readings", "show", mn, "--factor", "w01019").err.contains("`w01018`"))
        #expect(try station.run("readings", "show", mn, "--from", "1h", "--to", "2h").status == 2)
        #expect(try station.run("readings", "show", mn, "--period", "day").out == "no day readings in this time\n")
        _ = station.stop()
        let nobody = try station.report(points: 1, packets: 1)
        #expect(nobody.status == 1 && nobody.err.contains("nothing takes connections at 127.0.0.1:\(station.port)"))
    }
}
