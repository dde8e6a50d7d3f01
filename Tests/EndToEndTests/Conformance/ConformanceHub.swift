import Foundation
import JSON
import TestServers

/// The demo's hub with all that its systems say, served by the real binary to a consumer of both feeds.
final class ConformanceHub {
    static let folder = Binary.root + "/Tests/Conformance"
    private let place: TemporaryFolder
    var folder: String { place.path }
    private let process: TestProgram
    let url: String
    let key: String

    init() throws {
        place = try TemporaryFolder()
        let hub = place.path + "/demo/hub"
        let made = try Binary.run(["demo", "--once", "--dir", place.path + "/demo", "--hub", Binary.root])
        guard made.status == 0 else { throw TestServerError(description: made.out + made.err) }
        let added = try Binary.run([
            "consumer", "add", "conformance", "--title", "一致性", "--feed", "water-affairs,environmental-police",
            "--purpose", "测试", "--legal-basis", "条例", "--json", "--hub", hub,
        ])
        key = try JSONValue(parsing: added.out)["key"]?.stringValue ?? ""
        process = try Binary.start([
            "serve", "--hub", hub, "--partner", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--no-schedules",
            "--no-devices",
        ])
        while process.output.split(separator: "\n").count < 2 {
            guard process.isRunning else { throw TestServerError(description: process.errors) }
            usleep(5_000)
        }
        url = String(process.output.split(separator: "\n")[0].split(separator: " ").last ?? "")
    }

    deinit {
        process.signal(SIGTERM)
        _ = process.wait()
    }

    /// Runs one of the checks; what it said when it failed, nil when it passed.
    func failure(of script: String, python: String) throws -> String? {
        let ended = try TestProgram([python, "\(Self.folder)/\(script).py", url, key], environment: [:]).wait()
        return ended.status == 0 ? nil : String((ended.output + ended.errors).suffix(3_000))
    }
}
