import Diagnostics
import Foundation
import Storage
import Sync
import Terminal

/// `envhub-bench ingest FILE [SECOND]`: workload W1, and W2 when the second pull is named.
struct IngestBench {
    let options: BenchOptions

    func run() async throws {
        try await load(keepsRaw: false)
        if options.comparesRaw { try await load(keepsRaw: true) }
    }

    private func load(keepsRaw: Bool) async throws {
        let keeps = options.keeps
        let directory = keeps ?? BenchOptions.temporaryDirectory
        try? FileManager.default.removeItem(atPath: directory)
        defer { if keeps == nil { try? FileManager.default.removeItem(atPath: directory) } }
        for (number, file) in options.files.enumerated() {
            let (run, measures) = try await Measures.of { try await pull(file, in: directory, keepsRaw) }
            let peak = Measures.peakMemory
            let table = try !options.hasChecksum ? nil : CanonicalTable(storeAt: directory + "/state/envhub.db")
            let raw = keepsRaw ? try Store(path: directory + "/state/envhub.db").keptState(of: "permits") : nil
            let result = Result(
                workload: "W\(number + 1)", run: run, measures: measures, peak: peak, table: table, raw: raw)
            TerminalOutput.standardOutput.line(options.isJSON ? result.json : result.text)
            if let most = options.mostAllocations, result.allocations > most {
                throw BenchError(
                    message:
                        "\(result.workload) made \(result.allocations) allocations per record, at most \(most) are allowed"
                )
            }
        }
    }

    /// A small load that must not ask for memory more often than is stated, whatever the machine is doing: the check that
    /// finds a slip on the hot path before any stop-watch does.
    static func checkAllocations(_ options: BenchOptions) async throws {
        var options = options
        let file = BenchOptions.temporaryDirectory + ".csv"
        try SmallPermits.write(20_000, to: file)
        defer { try? FileManager.default.removeItem(atPath: file) }
        options.files = [file, file]
        options.mostAllocations = options.mostAllocations ?? IngestBench.mostAllocations
        try await IngestBench(options: options).run()
    }

    /// Most of these are SQLite's, which asks for a cursor and a record's room anew for every row it inserts.
    private static let mostAllocations = 4.5

    /// One pull, from opening the store to its close.
    private func pull(_ file: String, in directory: String, _ keepsRaw: Bool) async throws -> Run {
        let hub = try BenchHub(in: directory, pulling: file, keepsRaw: keepsRaw)
        let bag = DiagnosticBag()
        guard let task = HubLoader.load(hub.directory, into: bag)?.task(for: "permits") else {
            throw BenchError(message: TextRenderer().render(bag.diagnostics))
        }
        return try await SyncRun(task).perform()
    }

    /// What one pull gave.
    private struct Result {
        let workload: String
        let run: Run
        let measures: Measures
        let peak: Int
        let table: CanonicalTable?
        /// The raw records that were kept; nil when none were to be.
        let raw: KeptState?

        var rate: Int { Int(Double(run.counts.read) / measures.seconds) }
        var allocations: Double { Double(measures.allocations) / Double(max(run.counts.read, 1)) }

        var text: String {
            let counts = run.counts
            return """
                \(workload) \(HumanFormat.count(rate)) rows/s, \(measures.seconds) s, cpu \(measures.processorSeconds) s, \
                peak \(HumanFormat.bytes(peak)), allocations per record \(allocations)
                   run \(run.state.rawValue): read \(counts.read), stored \(counts.stored), unchanged \(counts.unchanged), \
                quarantined \(counts.quarantined), filtered \(counts.filtered) \(run.message ?? "")
                   \(rawText)table \(HumanFormat.count(table?.rows ?? 0)) rows, checksum \(table?.checksum ?? "not asked for")
                """
        }

        private var rawText: String {
            guard let raw, raw.records > 0 else { return "" }
            return "kept \(HumanFormat.count(Int(raw.records))) raw records, \(bytesPerRecord) bytes each\n   "
        }

        private var bytesPerRecord: Double {
            raw.map { Double(10 * $0.bytes / max($0.records, 1)) / 10 } ?? 0
        }

        var json: String {
            let counts = run.counts
            return """
                {"workload":"\(workload)","rows_per_second":\(rate),"seconds":\(measures.seconds),\
                "cpu_seconds":\(measures.processorSeconds),"peak_bytes":\(peak),"allocations_per_record":\(allocations),\
                "state":"\(run.state.rawValue)","read":\(counts.read),"stored":\(counts.stored),\
                "unchanged":\(counts.unchanged),"quarantined":\(counts.quarantined),"rows":\(table?.rows ?? 0),\
                "kept":\(raw?.records ?? 0),"kept_bytes_per_record":\(bytesPerRecord),"checksum":"\(table?.checksum ?? "")"}
                """
        }
    }
}

/// Why a benchmark could not run.
struct BenchError: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
