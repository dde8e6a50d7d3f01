import Testing

@testable import Serving

/// Whatever happens between, the mirror ends equal to the feed; and the rules that make it so are all needed.
@Suite struct MirrorPropertyTests {
    @Test(arguments: 0..<4)
    func theMirrorEndsEqualToTheFeed(_ block: Int) async throws {
        for seed in block * 15..<block * 15 + 15 {
            let simulation = try Simulation(seed: UInt64(seed), mutant: nil)
            #expect(try simulation.holds(steps: 80), "seed \(seed)")
            await Task.yield()
        }
    }

    @Test(arguments: Mutant.allCases)
    func brokenRulesAreNoticed(_ mutant: Mutant) async throws {
        // What a wrong beginning left out is soon told again by other changes: a short schedule shows it.
        let steps = mutant == .cursorAfterRecords ? 5 : 80
        var seed: UInt64 = 0
        var isNoticed = false
        while !isNoticed, seed < 100 {
            isNoticed = try !Simulation(seed: seed, mutant: mutant).holds(steps: steps)
            seed += 1
            await Task.yield()
        }
        #expect(isNoticed)
    }
}
