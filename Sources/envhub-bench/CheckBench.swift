import Diagnostics
import Foundation
import Sync
import Terminal

/// `envhub-bench check`: how long `envhub check` takes on a hub of many mappings, made of those of a hub directory.
struct CheckBench {
    let options: BenchOptions

    func run() async throws {
        let directory = BenchOptions.temporaryDirectory
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let count = try write(to: URL(filePath: directory))
        let (found, measures) = await Measures.of {
            let bag = DiagnosticBag()
            if let hub = HubLoader.load(directory, into: bag) { SampleCheck.check(hub, into: bag) }
            return bag.diagnostics
        }
        guard found.isEmpty else { throw BenchError(message: TextRenderer().render(found)) }
        let out = TerminalOutput.standardOutput
        if options.isJSON {
            out.line("{\"mappings\":\(count),\"seconds\":\(measures.seconds)}")
        } else {
            out.line("check of \(count) mappings: \(measures.seconds) s, processor \(measures.processorSeconds) s")
        }
    }

    /// Writes the hub; its schema, units and codes are the first hub's own.
    private func write(to hub: URL) throws -> Int {
        let source = URL(filePath: options.files.first ?? ".")
        let files = FileManager.default
        try files.createDirectory(at: hub.appending(path: "connectors"), withIntermediateDirectories: true)
        try files.createDirectory(at: hub.appending(path: "mappings"), withIntermediateDirectories: true)
        for name in ["schema", "codes", "units.yaml"] {
            try files.copyItem(
                at: source.appending(path: "mappings/\(name)"), to: hub.appending(path: "mappings/\(name)"))
        }
        let names = try files.contentsOfDirectory(atPath: source.appending(path: "connectors").path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        guard !names.isEmpty else { throw BenchError(message: "\(source.path) has no connectors") }
        for number in 0..<options.mappings {
            let name = String(names[number % names.count].dropLast(5))
            for (folder, key) in [("connectors", "connector"), ("mappings", "mapping")] {
                let text = try String(
                    contentsOf: source.appending(path: "\(folder)/\(name).yaml"), encoding: .utf8)
                let renamed = text.replacing("\n\(key): \(name)\n", with: "\n\(key): \(name)-\(number)\n")
                    .replacing("\nmapping: \(name)\n", with: "\nmapping: \(name)-\(number)\n")
                try Data(renamed.utf8).write(to: hub.appending(path: "\(folder)/\(name)-\(number).yaml"))
            }
        }
        return options.mappings
    }
}
