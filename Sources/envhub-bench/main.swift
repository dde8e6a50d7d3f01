import Foundation
import Terminal

guard let options = BenchOptions(Array(CommandLine.arguments.dropFirst())) else {
    TerminalOutput.standardError.line(BenchOptions.usage)
    exit(2)
}
do {
    switch options.workload {
    case "allocations": try await IngestBench.checkAllocations(options)
    case "check": try await CheckBench(options: options).run()
    case "series": try await SeriesBench(options: options).run()
    case "computing": try await ComputingBench(options: options).run()
    case "hj212": try await FrameBench(options: options).run()
    case "identity": try await IdentityBench(options: options).run()
    case "feed": try await FeedBench(options: options).run()
    case "snapshot": try await SnapshotBench(options: options).run()
    case "idle": try IdleBench(options: options).run()
    case "sse": try await StreamBench(options: options).run()
    default: try await IngestBench(options: options).run()
    }
} catch {
    TerminalOutput.standardError.line("envhub-bench: \(error)")
    exit(1)
}
