import Foundation
import Testing

@testable import Serving

/// Whatever happens between, a mirror that has seen everything is the feed; and the rules that make it so are all needed.
@Suite struct MirrorPropertyTests {
    /// How many schedules: some hundred in the suite, `ENVHUB_SCHEDULES` of them to be surer.
    private static let count = ProcessInfo.processInfo.environment["ENVHUB_SCHEDULES"].flatMap { Int($0) } ?? 200

    @Test(arguments: 0..<8)
    func everyMirrorIsTheFeed(_ block: Int) async throws {
        for seed in stride(from: block, to: Self.count, by: 8) {
            do { try Simulation(seed: UInt64(seed)).run(steps: 60) } catch let wrong as Simulation.Wrong {
                Issue.record("seed \(seed): \(wrong)")
            }
            await Task.yield()
        }
    }

    /// Schedules that once ended in a wrong mirror or digest.
    @Test(arguments: [7, 20, 481, 1537, 3208, 4217] as [UInt64])
    func whatOnceWentWrongDoesNot(_ seed: UInt64) throws {
        try Simulation(seed: seed).run(steps: 60)
    }

    @Test(arguments: Mutant.allCases)
    func brokenRulesAreNoticed(_ mutant: Mutant) async throws {
        for seed in 0..<320 as Range<UInt64> {
            do { try Simulation(seed: seed, mutant: mutant).run(steps: 60) } catch is Simulation.Wrong { return }
            await Task.yield()
        }
        Issue.record("\(mutant) was not noticed")
    }
}
