import Foundation
import Synchronization

/// A program that runs until it is stopped.
final class ServerProcess: Sendable {
    private let process: Mutex<Process>

    /// Starts it; what it prints is thrown away.
    init(_ program: String, _ arguments: [String]) throws {
        let made = Process()
        made.executableURL = URL(fileURLWithPath: program)
        made.arguments = arguments
        made.standardInput = FileHandle.nullDevice
        made.standardOutput = FileHandle.nullDevice
        made.standardError = FileHandle.nullDevice
        try made.run()
        process = Mutex(made)
    }

    deinit { stop() }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Ends it and waits until it has ended.
    func stop() {
        process.withLock { process in
            guard process.isRunning else { return }
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// Runs a program to its end and gives what it prints.
    ///
    /// - Throws: ``DemoError`` with what it said when it failed.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DemoError("\(program) failed: \(text.prefix(300))") }
        return text
    }
}

/// Why the demo systems cannot start or go on.
public struct DemoError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, for people.
    public let description: String

    init(_ description: String) { self.description = description }
}
