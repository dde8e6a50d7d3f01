import Foundation
import Glibc
import Subprocess

/// A program that a test runs, to its end or beside itself: what it writes is kept, and it does not outlive the test's interest.
public final class TestProgram: Sendable {
    /// How a program ended, and what it said.
    public struct Outcome {
        /// Its status; the number of the signal that ended it.
        public let status: Int32
        /// Whether a signal ended it.
        public let wasKilled: Bool
        /// What it wrote to standard output.
        public let output: String
        /// What it wrote to standard error.
        public let errors: String
    }

    /// Before the words of a server: should the test die, the server follows it.
    public static let atMostTenMinutes = ["/usr/bin/timeout", "--signal=KILL", "600"]

    private let folder: TemporaryFolder
    private let child: ChildProcess

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: its path, or a name to look for in `PATH`, and its arguments.
    ///   - directory: its working directory; nil: the test's.
    ///   - environment: what differs from the test's environment; nil: what it has not.
    public init(_ words: [String], in directory: String? = nil, environment: [String: String?] = [:]) throws {
        folder = try TemporaryFolder()
        let hasPath = words[0].hasPrefix("/")
        var command = ChildProcess.Command(
            hasPath ? words[0] : "/usr/bin/env", hasPath ? Array(words.dropFirst()) : words, in: directory)
        var all = ProcessInfo.processInfo.environment
        for (name, value) in environment { all[name] = value }
        command.environment = all
        command.outputFile = folder.path + "/out"
        command.errorsFile = folder.path + "/err"
        child = try ChildProcess(command)
    }

    deinit { kill() }

    /// Its process number.
    public var id: Int32 { child.id }
    /// Whether it has not ended.
    public var isRunning: Bool { child.isRunning }
    /// What it has written to standard output so far.
    public var output: String { text("out") }
    /// What it has written to standard error so far.
    public var errors: String { text("err") }

    /// Sends it a signal.
    public func signal(_ number: Int32) { child.signal(number) }

    /// SIGKILL: nothing of it, or of what it started, gets a last word.
    public func kill() {
        child.signal(SIGKILL)
        child.wait()
    }

    /// Waits for its end.
    @discardableResult public func wait() -> Outcome {
        switch child.wait() {
        case .exited(let status): Outcome(status: status, wasKilled: false, output: output, errors: errors)
        case .signalled(let number): Outcome(status: number, wasKilled: true, output: output, errors: errors)
        }
    }

    /// Runs a program to its end.
    @discardableResult public static func run(
        _ words: [String], in directory: String? = nil, environment: [String: String?] = [:]
    ) throws -> Outcome {
        try TestProgram(words, in: directory, environment: environment).wait()
    }

    /// Whether a program runs to its end, and succeeds.
    public static func succeeds(_ words: [String]) -> Bool {
        guard let outcome = try? run(words) else { return false }
        return outcome.status == 0 && !outcome.wasKilled
    }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data(), as: UTF8.self)
    }
}
