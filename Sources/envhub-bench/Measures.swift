import CAllocations
import Foundation

/// What a piece of work cost this process.
struct Measures {
    let seconds: Double
    let processorSeconds: Double
    let allocations: UInt

    /// Does `work` and measures it.
    static func of<Result>(_ work: () async throws -> Result) async rethrows -> (Result, Measures) {
        let clock = ContinuousClock()
        let (start, allocations, processor) = (clock.now, callocations_count(), processorTime())
        let result = try await work()
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1_000
        return (
            result,
            Measures(
                seconds: seconds, processorSeconds: processorTime() - processor,
                allocations: callocations_count() - allocations)
        )
    }

    /// The most memory that the process has held, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) * 1_024
    }

    private static func processorTime() -> Double {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
