import Diagnostics
import Foundation
import Mappings
import Sync
import Terminal

/// The files of tests, into which `--update` writes.
struct TestFiles {
    private let directory: String

    init(_ directory: String) {
        self.directory = directory
    }

    /// Writes what the mappings give now into the tests that differ; whatever else stands in the files stays as it is.
    func update(_ results: [HubTests.Result]) throws(CommandError) {
        let err = TerminalOutput.standardError
        let edits = Dictionary(grouping: results.flatMap(\.verdict.edits), by: \.file)
        for (name, edits) in edits.sorted(by: { $0.key < $1.key }) {
            guard let source = results.map(\.test.place.file).first(where: { $0.name == name }) else { continue }
            try write(TestEdit.apply(edits, to: source.bytes), over: source.bytes, in: name)
            err.line("envhub: wrote \(HumanFormat.count(edits.count, "expectation")) in \(name): look at them")
        }
        let stuck = results.count { !$0.verdict.isPassed && $0.verdict.edits.isEmpty }
        if stuck > 0 { err.line("envhub: \(HumanFormat.count(stuck, "test")) cannot be written: see above") }
    }

    private func write(_ bytes: [UInt8], over old: [UInt8], in name: String) throws(CommandError) {
        let path = directory + "/" + name
        // Somebody may have an editor open on it.
        guard FileManager.default.contents(atPath: path).map(Array.init) == old else {
            throw CommandError("\(name) has changed meanwhile: nothing was written into it")
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandError("cannot write \(name): \(error.localizedDescription)")
        }
    }
}
