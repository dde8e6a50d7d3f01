import Foundation
import TestServers
import Testing

/// A copy of the repository's hub directory, in which a page's examples are tried.
final class DocHub {
    /// What a program did.
    struct Outcome {
        let status: Int32
        let output: String
    }

    private let folder: TemporaryFolder
    private var directory: URL { folder.url }

    init() throws {
        folder = try TemporaryFolder()
        for part in ["connectors", "mappings"] {
            try FileManager.default.copyItem(
                at: DocPage.root.appending(path: part), to: directory.appending(path: part))
        }
    }

    /// The folder in which the built programs are: that of the tests.
    static let programs: URL = {
        let built = ["debug", "release"].map { DocPage.root.appending(path: ".build/\($0)") }
        let arguments = CommandLine.arguments.joined(separator: " ")
        return built.first { arguments.contains("/\($0.lastPathComponent)/") } ?? built[0]
    }()

    func write(_ text: String, to name: String) throws {
        let file = directory.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Runs lines of a shell, at most for a minute.
    func run(_ script: String) throws -> Outcome {
        let path = Self.programs.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        let ended = try TestProgram.run(
            ["/usr/bin/timeout", "60", "/bin/sh", "-eu", "-c", "exec 2>&1\n" + script], in: directory.path,
            environment: ["PATH": path, "ENVHUB_DIR": nil])
        return Outcome(status: ended.status, output: ended.output)
    }
}
