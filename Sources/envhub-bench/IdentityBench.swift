import CSV
import Foundation
import Identity
import Model
import Terminal

/// `envhub-bench identity FILE`: links the records of a file (columns rec_id, system, name, uscc, region_code, address, lon, lat,
/// phone) and, when `FILE` without `.csv` and with `.truth.csv` is beside it, tells how right the clusters are.
///
/// With `--sources N` it then links some more records one by one into an index of N, made of the file's records in many cities.
struct IdentityBench {
    let options: BenchOptions

    func run() async throws {
        let file = options.files[0]
        let (index, measures) = try await Measures.of { try Self.linked(file) }
        let peak = Measures.peakMemory
        let out = TerminalOutput.standardOutput
        let score = try Self.score(file, index)
        if options.isJSON {
            out.line(
                "{\"records\":\(index.count),\"seconds\":\(measures.seconds),"
                    + "\"processor_seconds\":\(measures.processorSeconds),\"peak_bytes\":\(peak)\(score?.json ?? "")}")
        } else {
            out.line(
                "\(HumanFormat.count(index.count)) records linked in \(measures.seconds) s, processor "
                    + "\(measures.processorSeconds) s, peak memory \(HumanFormat.bytes(peak))")
            if let score { out.line(score.text) }
        }
        if let sources = options.sources { try IdentityLatency(file: file, sources: sources).run() }
    }

    /// From opening the file to clusters.
    private static func linked(_ file: String) throws -> LinkIndex {
        // A record takes at least some 120 bytes in the file.
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        var index = LinkIndex(capacity: size / 120)
        var batch: [SourceRecord] = []
        batch.reserveCapacity(8_192)
        try read(file) { record in
            batch.append(record)
            if batch.count == 8_192 {
                index.load(batch)
                batch.removeAll(keepingCapacity: true)
            }
        }
        index.load(batch)
        index.relink()
        return index
    }

    /// Calls `body` for each record of the file; nobody says what its places refer to.
    static func read(_ file: String, _ body: (SourceRecord) -> Void) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
        var reader = CSVReader(CSVFormat())
        let batch = CSVBatch()
        unsafe bytes.withUnsafeBytes { whole in
            var start = 0
            while start < whole.count {
                let page = unsafe UnsafeRawBufferPointer(rebasing: whole[start...])
                let isHeader = reader.columns == nil
                start += unsafe reader.scan(page, isLast: true, maxRecords: isHeader ? 1 : 10_000, into: batch)
                for row in batch.records {
                    if isHeader { reader.columns = row.fieldCount } else { unsafe body(record(batch, row, page)) }
                }
            }
        }
    }

    private static func record(_ batch: CSVBatch, _ row: CSVRecord, _ page: UnsafeRawBufferPointer) -> SourceRecord {
        func text(_ column: Int) -> String { unsafe batch.text(row, column, in: page) }
        var location: SourceLocation?
        if let longitude = Double(text(6)), let latitude = Double(text(7)) {
            location = SourceLocation(Coordinate(longitude: longitude, latitude: latitude), datum: nil)
        }
        let code = text(3)
        return SourceRecord(
            system: text(1), key: text(0), name: text(2),
            identifiers: code.isEmpty ? [] : [SourceIdentifier(.uscc, code)], address: text(5), region: text(4),
            location: location, phone: text(8))
    }

    private static func score(_ file: String, _ index: LinkIndex) throws -> ClusterScore? {
        let path = file.replacing(/\.csv$/, with: ".truth.csv")
        guard path != file, let data = FileManager.default.contents(atPath: path) else { return nil }
        var truth: [String: String] = [:]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",")
            if cells.count == 2 { truth[String(cells[0])] = String(cells[1]) }
        }
        var pairs: [(cluster: RecordID, thing: String)] = []
        try read(file) { record in
            if let thing = truth[record.key],
                let outcome = index.outcome(of: RecordID(system: record.system, key: record.key))
            {
                pairs.append((outcome.cluster, thing))
            }
        }
        return ClusterScore(pairs)
    }
}

/// How right the pairs inside of clusters are.
private struct ClusterScore {
    let precision: Double
    let recall: Double

    init(_ records: [(cluster: RecordID, thing: String)]) {
        func pairs(_ keys: [some Hashable]) -> Double {
            var counts: [AnyHashable: Double] = [:]
            for key in keys { counts[key, default: 0] += 1 }
            return counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        }
        let right = pairs(records.map { "\($0.cluster.hash) \($0.thing)" })
        precision = right / max(pairs(records.map(\.cluster)), 1)
        recall = right / max(pairs(records.map(\.thing)), 1)
    }

    private var harmonic: Double { 2 * precision * recall / max(precision + recall, 1e-9) }
    var json: String { ",\"precision\":\(precision),\"recall\":\(recall),\"f1\":\(harmonic)" }
    var text: String { "pairs in clusters: precision \(precision), recall \(recall), F1 \(harmonic)" }
}
