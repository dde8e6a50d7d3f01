import Foundation

/// Runs the command of a `command:` secret.
enum ShellCommand {
    /// Seconds that a command may take: it may ask a vault over the network, but a run must not hang on it.
    static let timeout = 15.0

    /// The first line that `line` prints, or nil when it fails, takes too long or prints none.
    static func output(of line: String, in directory: String) async -> String? {
        let queue = BlockingQueue("secret-command")
        return await queue.run { run(line, directory) }
    }

    private static func run(_ line: String, _ directory: String) -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        let id = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + timeout, execute: watchdog)
        let data = (try? output.fileHandleForReading.read(upToCount: SecretReference.longest)) ?? nil
        process.waitUntilExit()
        watchdog.cancel()
        guard process.terminationStatus == 0, let data, let text = String(data: data, encoding: .utf8) else {
            return nil
        }
        return text.split(whereSeparator: \.isNewline).first.map(String.init)
    }
}
