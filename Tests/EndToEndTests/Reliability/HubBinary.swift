import Foundation
import TestServers

/// The program as people run it.
struct HubBinary {
    /// Beside the bundle of the tests.
    static let path: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let products = [CommandLine.arguments[0], own].map { URL(filePath: $0).deletingLastPathComponent().path }
        let places = products + [packageRoot + "/.build/debug"]
        return places.map { $0 + "/envhub" }.first(where: FileManager.default.isExecutableFile) ?? "envhub"
    }()

    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// What a call of the program left.
    struct Outcome {
        var status: Int32
        var wasKilled: Bool
        var output: String
        var errors: String
        /// The most memory that it held, in bytes.
        var peakMemory: Int

        /// The runs that `sync --json` told of.
        var runs: [RunReport] {
            (try? JSONDecoder().decode([RunReport].self, from: Data(output.utf8))) ?? []
        }
    }

    /// A run as `--json` tells it.
    struct RunReport: Decodable, Equatable {
        var connector: String
        var state: String
        var read: Int
        var stored: Int
        var unchanged: Int
        var quarantined: Int
        var filtered: Int
        var deleted: Int
        var absent: Int
        var balanced: Bool
        var code: String?
        var message: String?
    }

    /// Runs the program to its end, or kills it after `patience`.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], launcher: [String] = [],
        patience: Duration = .seconds(120)
    ) throws -> Outcome {
        let process = try HubProcess(arguments, environment: environment, launcher: launcher)
        return process.wait(atMost: patience)
    }
}

/// The program while it runs.
final class HubProcess {
    private let program: TestProgram
    private var peakMemory = 0

    init(_ arguments: [String], environment: [String: String] = [:], launcher: [String] = []) throws {
        program = try TestProgram(
            launcher + [HubBinary.path] + arguments, environment: environment.mapValues(Optional.some))
    }

    var isRunning: Bool { program.isRunning }

    /// What it has written so far.
    var output: String { program.output }

    /// What it has written to standard error so far.
    var errors: String { program.errors }

    /// Sends it a signal.
    func signal(_ number: Int32) { program.signal(number) }

    /// SIGKILL: nothing of it gets a last word.
    func killNow() { program.kill() }

    /// Waits for its end; kills it when that does not come in time.
    func wait(atMost patience: Duration) -> HubBinary.Outcome {
        let end = ContinuousClock.now + patience
        while program.isRunning, .now < end {
            lookAtMemory()
            usleep(2_000)
        }
        killNow()
        let ended = program.wait()
        return HubBinary.Outcome(
            status: ended.status, wasKilled: ended.wasKilled, output: ended.output, errors: ended.errors,
            peakMemory: peakMemory)
    }

    private func lookAtMemory() {
        let status = try? String(contentsOfFile: "/proc/\(program.id)/status", encoding: .utf8)
        guard let line = status?.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return }
        let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
        peakMemory = max(peakMemory, (kilobytes ?? 0) << 10)
    }
}
