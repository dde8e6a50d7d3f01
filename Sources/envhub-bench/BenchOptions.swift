import Foundation

/// What the command line asks for.
struct BenchOptions {
    var workload = ""
    var files: [String] = []
    /// Where the store stays; else it is made in a temporary folder and removed.
    var keeps: String?
    var isJSON = false
    /// Whether an ingest is done a second time with the raw records kept, so that both can be compared.
    var comparesRaw = false
    /// Whether the table is read back for its checksum: off when the whole process is timed.
    var hasChecksum = true
    var records = 200_000
    /// How many mappings the hub has that is checked.
    var mappings = 50
    /// How many days of minute values there are.
    var days = 30
    var port = 0
    /// How long load is put on the server.
    var seconds = 10
    /// How many points have hours to be computed, and how many packets a second come meanwhile.
    var points = 1_000
    var rate = 1_000
    /// How many clients follow a feed at once.
    var streams = 1_000
    /// The program of another server, to compare with, and how often.
    var reference: String?
    var rounds = 1
    /// How many threads serve; nil for as many as a hub has.
    var threads: Int?
    /// Whether it is the server of another bench.
    var isServing = false
    /// Into how many sources single records are linked.
    var sources: Int?
    /// The most allocations per record that an ingest may make; beyond it the program fails.
    var mostAllocations: Double?

    static let usage = """
        usage: envhub-bench ingest FILE [SECOND] [--keep DIR] [--max-allocations N] [--no-checksum] [--keep-raw] [--json]
               envhub-bench allocations [--max-allocations N] [--json]
               envhub-bench check [HUB] [--mappings N] [--json]
               envhub-bench series [--days N] [--keep DIR]
               envhub-bench feed [--records N] [--seconds S] [--reference PROGRAM] [--rounds N] [--threads N] [--port P] [--keep DIR] [--json]
               envhub-bench snapshot [--records N] [--keep DIR] [--json]
               envhub-bench sse [--records N] [--streams N] [--seconds S] [--threads N] [--json]
               envhub-bench idle [--records N] [--streams N] [--threads N] [--json]
               envhub-bench computing [--points N] [--rate N] [--seconds S]
               envhub-bench identity FILE [--sources N] [--json]
               envhub-bench hj212 [--records N] [--max-allocations N] [--json]
        """

    /// Nil when the words make no sense.
    init?(_ words: [String]) {
        var words = words[...]
        workload = words.popFirst() ?? ""
        while let word = words.popFirst() {
            if word == "--json" {
                isJSON = true
            } else if word == "--keep-raw" {
                comparesRaw = true
            } else if word == "--no-checksum" {
                hasChecksum = false
            } else if word.hasPrefix("--") {
                guard let value = words.popFirst(), set(word, value) else { return nil }
            } else {
                files.append(word)
            }
        }
        guard
            ["allocations", "check", "feed", "series", "hj212", "computing", "sse", "snapshot", "idle"].contains(
                workload)
                || ["ingest", "identity"].contains(workload) && !files.isEmpty
        else {
            return nil
        }
    }

    private mutating func set(_ name: String, _ value: String) -> Bool {
        switch name {
        case "--keep": keeps = value
        case "--reference": reference = value
        case "--rounds": rounds = Int(value) ?? rounds
        case "--serve":
            keeps = value
            isServing = true
        case "--max-allocations": mostAllocations = Double(value)
        case "--threads": threads = Int(value)
        case "--records": records = Int(value) ?? records
        case "--mappings": mappings = Int(value) ?? mappings
        case "--days": days = Int(value) ?? days
        case "--port": port = Int(value) ?? port
        case "--points": points = Int(value) ?? points
        case "--streams": streams = Int(value) ?? streams
        case "--rate": rate = Int(value) ?? rate
        case "--sources": sources = Int(value)
        case "--seconds": seconds = Int(value) ?? seconds
        default: return false
        }
        return true
    }

    static var temporaryDirectory: String {
        NSTemporaryDirectory() + "envhub-bench-\(ProcessInfo.processInfo.processIdentifier)"
    }
}
