import Subprocess

/// A program that runs until it is stopped.
final class ServerProcess: Sendable {
    private let process: ChildProcess

    /// Starts it; what it prints is thrown away.
    init(_ program: String, _ arguments: [String]) throws {
        process = try ChildProcess(.init(program, arguments))
    }

    deinit { stop() }

    var isRunning: Bool { process.isRunning }

    /// Ends it and waits until it has ended.
    func stop() { process.stop() }

    /// Runs a program to its end and gives what it prints.
    ///
    /// - Throws: ``DemoError`` with what it said when it failed.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        var command = ChildProcess.Command(program, arguments)
        command.mergesErrors = true
        let process = try ChildProcess(command, readsOutput: true)
        let text = String(decoding: process.readOutput(limit: 1 << 20), as: UTF8.self)
        guard process.wait() == .exited(0) else { throw DemoError("\(program) failed: \(text.prefix(300))") }
        return text
    }
}
