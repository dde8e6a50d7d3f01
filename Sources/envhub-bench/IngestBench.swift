import Diagnostics
import Foundation
import Storage
import Sync
import Terminal

/// `envhub-bench ingest FILE [SECOND]`: workload W1, and W2 when the second pull is named.
struct IngestBench {
    let files: [String]
    let keeps: String?

    func run() async throws {
        let directory = keeps ?? NSTemporaryDirectory() + "envhub-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try? FileManager.default.removeItem(atPath: directory)
        defer { if keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        let out = TerminalOutput.standardOutput
        for (number, file) in files.enumerated() {
            let (run, measures) = try await Measures.of { try await pull(file, in: directory) }
            report("W\(number + 1)", run, measures)
            let table = try CanonicalTable(storeAt: directory + "/state/envhub.db")
            out.line("   table \(HumanFormat.count(table.rows)) rows, checksum \(table.checksum)")
        }
    }

    /// One pull, from opening the store to its close.
    private func pull(_ file: String, in directory: String) async throws -> Run {
        let hub = try BenchHub(in: directory, pulling: file)
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(hub.directory, into: bag)?.task(for: "permits") else {
            throw BenchError(message: TextRenderer().render(bag.diagnostics))
        }
        return try await SyncRun(task).perform()
    }

    private func report(_ name: String, _ run: Run, _ measures: Measures) {
        let out = TerminalOutput.standardOutput
        let counts = run.counts
        out.line(
            "\(name) \(HumanFormat.count(Int(Double(counts.read) / measures.seconds))) rows/s, \(measures.seconds) s, "
                + "cpu \(measures.processorSeconds) s, peak \(HumanFormat.bytes(Measures.peakMemory)), "
                + "allocations per record \(Double(measures.allocations) / Double(max(counts.read, 1)))")
        out.line(
            "   run \(run.state.rawValue): read \(counts.read), stored \(counts.stored), unchanged \(counts.unchanged), "
                + "quarantined \(counts.quarantined), filtered \(counts.filtered) \(run.message ?? "")")
    }
}

/// Why a benchmark could not run.
struct BenchError: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
