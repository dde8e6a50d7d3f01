import FuzzTargets
import Testing

@Suite("What people write, whatever it is") struct SeedTests {
    @Test("The repository's own texts are read as they must be", arguments: ["expressions", "yaml", "paths", "frames"])
    func seeds(name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try target.seeds()
        #expect(seeds.count > 5)
        for seed in seeds {
            #expect(throws: Never.self, "\(String(decoding: seed, as: UTF8.self))") { try target.check(seed) }
        }
    }

    @Test("Every target is known by its name")
    func names() {
        #expect(FuzzTarget.all.map(\.name) == ["expressions", "yaml", "paths", "frames"])
        #expect(FuzzTarget.named("nothing") == nil)
    }
}
