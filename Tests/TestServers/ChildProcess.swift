import Foundation

/// Why a server for a test did not come up.
public struct TestServerError: Error, CustomStringConvertible {
    /// In words.
    public let description: String
}

/// A program that runs beside a test and ends with it; should the test die, after ten minutes.
final class ChildProcess: @unchecked Sendable {
    private let process = Process()
    let output = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["--signal=KILL", "600"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        // Not SIGTERM: a child started on a dispatch thread inherits its blocked signals. `timeout` leads a process group,
        // so its child goes with it.
        let number = process.processIdentifier
        kill(-number, SIGKILL)
        kill(number, SIGKILL)
        process.waitUntilExit()
    }

    var isRunning: Bool { process.isRunning }

    /// Runs a program to its end; true when it succeeded.
    @discardableResult static func run(_ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
