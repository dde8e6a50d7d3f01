import Foundation
import HTTPClient
import TestServers

/// A hub directory with one connector for devices, served by the real program.
final class DeviceStation {
    private let folder: TemporaryFolder
    private(set) var port = 0
    private var server: TestProgram?
    private(set) var admin = ""
    private(set) var partner = ""

    /// - Parameters:
    ///   - more: further lines of the connector.
    ///   - feed: the text of a feed called `duty`.
    init(_ more: String = "", feed: String? = nil) throws {
        folder = try TemporaryFolder()
        let own = URL(filePath: Binary.root).appending(path: "mappings")
        for name in ["mappings", "connectors"] {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: name), withIntermediateDirectories: true)
        }
        for name in ["schema", "codes", "units.yaml", "online-monitoring.yaml"] {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: "mappings/" + name), withDestinationURL: own.appending(path: name))
        }
        try folder.write(
            """
            connector: online-monitoring
            kind: hj212
            listen: { host: 127.0.0.1, port: 0 }
            identity: $.id
            timezone: Asia/Shanghai
            sync: { mode: incremental, deletes: { flag: $.withdrawn == "yes" } }
            \(more)
            """, to: "connectors/online-monitoring.yaml")
        if let feed {
            try FileManager.default.createDirectory(
                at: folder.url.appending(path: "mappings/feeds"), withIntermediateDirectories: true)
            try folder.write(feed, to: "mappings/feeds/duty.yaml")
        }
    }

    var path: String { folder.path }

    /// Serves, and returns when devices can connect.
    func serve() throws {
        let server = try Binary.start([
            "serve", "--hub", path, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0",
        ])
        self.server = server
        while !server.output.contains("devices") {
            guard server.isRunning else { throw TestServerError(description: server.errors) }
            usleep(10_000)
        }
        let line = server.output.split(separator: "\n").first { $0.hasPrefix("admins") }
        let partners = server.output.split(separator: "\n").first { $0.hasPrefix("partners") }
        partner = partners?.split(separator: " ").last.map(String.init) ?? ""
        admin = line?.split(separator: " ").last.map(String.init) ?? ""
        let devices = server.output.split(separator: "\n").first { $0.hasPrefix("devices") }
        let words = devices?.split(whereSeparator: { $0 == " " || $0 == ":" }) ?? []
        port = words.count > 2 ? Int(words[2]) ?? 0 : 0
    }

    /// Ends serving, as an admin would.
    func stop() -> Int32 {
        server?.signal(SIGTERM)
        return server?.wait().status ?? -1
    }

    /// Runs a command on the hub.
    func run(_ words: String...) throws -> Binary.Outcome { try Binary.run(words + ["--hub", path]) }

    /// Devices report: `points` of them, `packets` in all.
    func report(points: Int, packets: Int, _ more: String...) throws -> Binary.Outcome {
        try Binary.run(
            [
                "hj212", "simulate", "--to", "127.0.0.1:\(port)", "--points", "\(points)", "--packets", "\(packets)",
                "--factors", "3",
            ] + more)
    }

    /// The metrics page.
    func metrics() async throws -> String { try await HTTPSession().perform(TransferRequest(admin + "/metrics")).text }
}
