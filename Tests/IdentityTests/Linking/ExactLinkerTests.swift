import Testing

@testable import Identity

@Suite struct ExactLinkerTests {
    private let linker = ExactLinker()

    @Test func nothingKnownIsNew() {
        #expect(linker.link([]) == .new)
    }

    @Test func theSystemsOwnKeyDecides() {
        let decision = linker.link([
            LinkCandidate(row: 7, evidence: .identifier(0)), LinkCandidate(row: 3, evidence: .systemKey),
        ])
        #expect(decision == .existing(row: 3, .systemKey))
    }

    @Test func anEarlierIdentifierTellsMore() {
        let decision = linker.link([
            LinkCandidate(row: 7, evidence: .identifier(2)), LinkCandidate(row: 9, evidence: .identifier(0)),
        ])
        #expect(decision == .existing(row: 9, .identifier(0)))
    }

    @Test func whatTheSystemTellsApartStaysApart() {
        let decision = linker.link([LinkCandidate(row: 7, evidence: .identifier(0), isOtherInSystem: true)])
        #expect(decision == .new)
    }

    @Test func aSharedIdentifierDecidesNothing() {
        let decision = linker.link([
            LinkCandidate(row: 8, evidence: .identifier(1)), LinkCandidate(row: 7, evidence: .identifier(1)),
        ])
        #expect(decision == .ambiguous(rows: [7, 8], .identifier(1)))
    }

    @Test func theSameThingTwiceIsOneThing() {
        let twice = LinkCandidate(row: 8, evidence: .identifier(1))
        #expect(linker.link([twice, twice]) == .existing(row: 8, .identifier(1)))
    }
}
