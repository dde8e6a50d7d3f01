import Connectors
import Storage

/// Whether a run brought enough, measured by the runs before it: a source that suddenly gives a tenth is broken more often than
/// it has shrunk.
struct VolumeRule {
    private let volume: ContractRules.Volume
    private let mean: Double?

    /// - Parameter before: how many records each of the runs before read.
    init(_ volume: ContractRules.Volume, before: [Int64]) {
        self.volume = volume
        mean = before.isEmpty ? nil : Double(before.reduce(0, +)) / Double(before.count)
    }

    /// How the run ends, if it read too few records.
    func ending(read: Int64) -> RunEnding? {
        guard let mean, Double(read) < volume.min * mean else { return nil }
        let percent = Int((volume.min * 100).rounded())
        let message =
            "\(read) records were read, less than \(percent) % of \(Int64(mean.rounded())), the mean of the runs before"
        switch volume.otherwise {
        case .hold:
            return .held(
                "volume", message + ": nothing absent was deleted; if that is right, run again with --accept-absent")
        case .report: return RunEnding(state: .ok, code: "volume", message: message)
        }
    }
}
