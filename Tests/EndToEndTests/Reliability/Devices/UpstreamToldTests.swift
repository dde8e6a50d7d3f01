@testable import DemoSystems
import Foundation
import JSON
import TestServers
import Testing

/// What people are told of a platform that is away.
@Suite(.timeLimit(.minutes(2))) struct UpstreamToldTests {
    @Test("`serve` says once that nothing is forwarded, and once that it goes on; `status` says how much waits")
    func awayAndBack() throws {
        let platform = try DeviceKillHub()
        let hub = try DeviceKillHub(
            upstream: "{ to: 127.0.0.1:\(platform.port), points: [\"SIMULATED*\"], periods: [realtime] }")
        try hub.start()
        let fleet = try HubBinary.run([
            "hj212", "simulate", "--to", "127.0.0.1:\(hub.port)", "--points", "3", "--packets", "30",
        ])
        #expect(fleet.status == 0, "\(fleet.errors)")
        // How many wait is what waited when it looked.
        let to = "127.0.0.1:\(platform.port)"
        let away = try Regex("nothing is forwarded to \(to): cannot connect: Connection refused; [0-9]+ packets? wait")
        #expect(eventually { hub.log.contains(away) })
        let before = try status(hub)
        #expect(before["waiting"] == 30 && before["sent"] == 0 && before["to"] == .string(to))
        #expect(try HubBinary.run(["status", "--hub", hub.directory.path]).output.contains("30 packets waiting since"))
        try platform.start()
        let again = try Regex("packets are forwarded to \(to) again; (nothing|[0-9]+ packets?) wait")
        #expect(eventually { hub.log.contains(again) })
        #expect(try eventually { try status(hub)["waiting"] == 0 })
        let after = try status(hub)
        #expect(after["waiting"] == 0 && after["sent"] == 30 && after["oldest"] == .null)
        #expect(hub.log.components(separatedBy: "nothing is forwarded").count == 2)
        #expect(
            try HubBinary.run(["status", "--hub", hub.directory.path]).output.contains(
                "30 packets forwarded to \(to)\n"))
    }

    @Test("A password of the platform that cannot be fetched keeps no device from reporting")
    func missingPassword() throws {
        let hub = try DeviceKillHub(
            upstream: "{ to: 127.0.0.1:1, points: [\"*\"], periods: [realtime], password: env:ENVHUB_NO_SUCH_VARIABLE }"
        )
        try hub.start()
        let fleet = try HubBinary.run([
            "hj212", "simulate", "--to", "127.0.0.1:\(hub.port)", "--points", "2", "--packets", "4",
        ])
        #expect(fleet.status == 0, "\(fleet.errors)")
        let away = /nothing is forwarded to 127.0.0.1:1: .*ENVHUB_NO_SUCH_VARIABLE/
        #expect(eventually { hub.log.contains(away) })
        #expect(try status(hub)["waiting"] == 4)
    }

    private func status(_ hub: DeviceKillHub) throws -> JSONValue {
        let output = try HubBinary.run(["status", "--json", "--hub", hub.directory.path]).output
        return try #require(JSONValue(parsing: output)["connectors"]?.arrayValue?.first?["upstream"])
    }
}
