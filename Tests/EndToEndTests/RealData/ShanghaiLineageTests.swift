import Testing

/// Real files of thirteen connectors: every value has its origin.
@Suite(.enabled(if: ShanghaiHub.isThere, "../shared/data/cn_shanghai_2020 is not beside the package"))
struct ShanghaiLineageTests {
    @Test func everyFieldNamesItsOrigin() async throws {
        let hub = try ShanghaiHub()
        defer { hub.remove() }
        _ = try await hub.sync()
        let counts = try LineageWalk.counts(hub.hub)
        for (entity, rows) in ShanghaiExpectation.rows {
            #expect((counts[entity, default: 0] > 0) == (rows > 0), "\(entity)")
        }
    }
}
