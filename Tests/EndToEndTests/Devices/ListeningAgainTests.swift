import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A port that is taken when the hub starts is listened on once it is free, and until then that is known.
@Suite(.timeLimit(.minutes(3))) struct ListeningAgainTests {
    @Test func aPortThatWasTakenIsTriedAgain() async throws {
        let hub = try DeviceKillHub()
        let holder = try TestProgram(
            TestProgram.atMostTenMinutes + [
                "python3", "-c",
                "import socket, time\ns = socket.socket()\ns.bind(('127.0.0.1', \(hub.port)))\ns.listen()\nprint('held', flush=True)\ntime.sleep(600)",
            ])
        #expect(await becomes { holder.output.contains("held") })
        let serving = try Binary.start([
            "serve", "--hub", hub.directory.path, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0",
        ])
        #expect(await becomes { serving.errors.contains("devices cannot report: online-monitoring: ") })
        let line = try #require(serving.output.split(separator: "\n").first { $0.hasPrefix("admins") })
        let admin = String(line.split(separator: " ").last ?? "")
        func isListening() async throws -> String {
            try await ServingHub.get(admin + "/metrics", key: "").text.split(separator: "\n")
                .first { $0.hasPrefix("envhub_device_listening{") }.map(String.init) ?? ""
        }
        #expect(try await isListening() == "envhub_device_listening{connector=\"online-monitoring\"} 0")
        // A terminal that closes ends nothing.
        serving.signal(SIGHUP)
        holder.kill()
        #expect(await becomes { serving.output.contains("devices   127.0.0.1:\(hub.port)") })
        #expect(try await isListening().hasSuffix(" 1"))
        #expect(serving.errors.components(separatedBy: "devices cannot report").count == 2, "told once")
        let fleet = try Binary.run([
            "hj212", "simulate", "--to", "127.0.0.1:\(hub.port)", "--points", "2", "--packets", "4",
        ])
        #expect(fleet.status == 0, "\(fleet)")
        serving.signal(SIGTERM)
        #expect(serving.wait().status == 0)
    }
}
