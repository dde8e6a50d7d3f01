import Foundation
import Subprocess

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
        let command = ChildProcess.Command("/bin/sh", ["-c", line], in: directory)
        guard let child = try? ChildProcess(command, readsOutput: true) else { return nil }
        let watchdog = DispatchWorkItem { child.signal(SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + timeout, execute: watchdog)
        let bytes = child.readOutput(limit: SecretReference.longest)
        // A program that prints on and on is ended; its first line is all that was wanted.
        if bytes.count >= SecretReference.longest { child.signal(SIGKILL) }
        let ending = child.wait()
        watchdog.cancel()
        guard ending == .exited(0), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.split(whereSeparator: \.isNewline).first.map(String.init)
    }
}
