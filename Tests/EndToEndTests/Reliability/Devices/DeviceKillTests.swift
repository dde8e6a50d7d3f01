@testable import DemoSystems
import Foundation
import Model
import Monitoring
import Storage
import TestServers
import Testing

/// A hub that is killed at any moment, again and again, has every packet that it ever confirmed, and none twice.
@Suite(.serialized, .timeLimit(.minutes(5))) struct DeviceKillTests {
    @Test("Every packet that was answered is stored, whatever moment the hub is killed at")
    func killedAtRandomMoments() throws {
        let hub = try DeviceKillHub()
        var random = SeededRandom(20_261_125)
        try hub.start()
        let fleet = try hub.simulate(points: 200, seconds: 14)
        var kills = 0
        while fleet.isRunning {
            usleep(UInt32(300_000 + random.below(900_000)))
            guard fleet.isRunning else { break }
            hub.kill()
            kills += 1
            try hub.start()
        }
        let outcome = fleet.wait(atMost: .seconds(60))
        #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
        #expect(kills > 3)
        hub.kill()
        try compare(hub, outcome.output)
    }

    /// The answered packets against the file.
    private func compare(_ hub: DeviceKillHub, _ output: String) throws {
        let answered = try hub.answered()
        #expect(answered.count > 500, "\(output)")
        let reader = try SeriesReader(path: hub.seriesPath)
        var stored: [String: Int] = [:]
        for point in try reader.points() {
            try reader.read(SeriesID(point: point.number, period: .realtime), from: 0, to: .max) { reading in
                stored["\(point.code) \(reading.time)", default: 0] += 1
                #expect(reading.values.count == 20)
            }
        }
        #expect(answered.filter { stored[$0] == nil } == [])
        #expect(stored.values.allSatisfy { $0 == 1 })
        #expect(Set(answered).count == answered.count)
    }
}

/// A hub that listens for devices on one port, over every restart.
final class DeviceKillHub {
    let directory: URL
    private var process: HubProcess?
    private(set) var port = 0

    /// - Parameter upstream: the connector's `upstream`, if packets are forwarded.
    init(upstream: String = "") throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory.appending(path: "connectors"), withIntermediateDirectories: true)
        let mappings = directory.appending(path: "mappings")
        try FileManager.default.createDirectory(at: mappings, withIntermediateDirectories: true)
        let own = URL(filePath: HubBinary.packageRoot).appending(path: "mappings")
        for name in ["schema", "codes", "units.yaml", "online-monitoring.yaml"] {
            try FileManager.default.createSymbolicLink(
                at: mappings.appending(path: name), withDestinationURL: own.appending(path: name))
        }
        port = try LoopbackPort.free()
        try Data(
            """
            connector: online-monitoring
            kind: hj212
            listen: { host: 127.0.0.1, port: \(port) }
            identity: $.id
            timezone: Asia/Shanghai
            sync: { mode: incremental, deletes: { flag: $.withdrawn == "yes" } }
            \(upstream.isEmpty ? "" : "upstream: " + upstream)
            """.utf8
        ).write(to: directory.appending(path: "connectors/online-monitoring.yaml"))
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: directory)
    }

    var seriesPath: String { directory.path + "/state/series/online-monitoring.db" }
    private var answersPath: String { directory.path + "/answered.txt" }

    /// Starts the hub, and waits until it listens.
    func start() throws {
        let process = try HubProcess([
            "serve", "--hub", directory.path, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0",
        ])
        self.process = process
        _ = eventually { !process.isRunning || process.output.contains("devices") }
        #expect(process.output.contains("127.0.0.1:\(port)"))
    }

    /// What it has told on standard error since it was started.
    var log: String { process?.errors ?? "" }

    func kill() {
        process?.killNow()
        process = nil
    }

    func simulate(points: Int, seconds: Int, rate: Int? = nil) throws -> HubProcess {
        try HubProcess(
            [
                "hj212", "simulate", "--to", "127.0.0.1:\(port)", "--points", "\(points)", "--seconds", "\(seconds)",
                "--answered", answersPath,
            ] + (rate.map { ["--rate", "\($0)"] } ?? []))
    }

    /// The MN and time of every packet that was answered.
    func answered() throws -> [String] {
        try String(contentsOfFile: answersPath, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
