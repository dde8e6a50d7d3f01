import DemoSystems
import Storage

/// What the systems know of their own rows against what the runs say of them.
enum DemoSums {
    /// What does not add up; empty when every record is where it belongs.
    static func problems(_ runs: [Run], _ expected: [ExpectedRows]) -> [String] {
        runs.flatMap { run -> [String] in
            guard run.state == .ok else {
                return ["\(run.connector): \(run.state.rawValue): \(run.message ?? "no reason given")"]
            }
            guard let sums = expected.first(where: { $0.system == run.connector }) else { return [] }
            return [
                compare(run.connector, "records read", sums.records, run.counts.read),
                // A part of a record without a key is held with all of the record: the two are counted together.
                compare(
                    run.connector, "records and parts held", sums.quarantinedRecords + sums.quarantinedRows,
                    run.counts.quarantined + run.counts.heldChildren),
            ].compactMap { $0 }
        }
    }

    private static func compare(_ name: String, _ what: String, _ expected: Int, _ found: Int64) -> String? {
        Int64(expected) == found ? nil : "\(name): \(found) \(what), \(expected) are right"
    }
}
