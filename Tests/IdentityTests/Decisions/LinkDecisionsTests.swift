import Testing

@testable import Identity

@Suite struct LinkDecisionsTests {
    private let ids = ["a", "b", "c", "d", "e"].map { RecordID(system: "permit", key: $0) }

    private func pairs(_ decisions: LinkDecisions) -> [RecordPair] {
        decisions.contradictions.map { RecordPair($0, $1) }
    }

    @Test func theOrderOfEntryDoesNotMatter() {
        var (one, two) = (LinkDecisions(), LinkDecisions())
        one.join(ids[0], ids[1])
        one.separate(ids[2], ids[1])
        one.pin([ids[3], ids[4], ids[3]])
        two.pin([ids[4], ids[3]])
        two.separate(ids[1], ids[2])
        two.join(ids[1], ids[0])
        two.join(ids[1], ids[0])
        #expect(one == two)
    }

    @Test func whatIsToBeOneAndTwoContradicts() {
        var decisions = LinkDecisions()
        decisions.join(ids[0], ids[1])
        decisions.separate(ids[0], ids[2])
        #expect(decisions.contradictions.isEmpty)
        decisions.separate(ids[1], ids[0])
        #expect(pairs(decisions) == [RecordPair(ids[0], ids[1])])
    }

    @Test func aContradictionMayGoThroughOthersAndPins() {
        var decisions = LinkDecisions()
        decisions.join(ids[0], ids[1])
        decisions.pin([ids[1], ids[2]])
        decisions.join(ids[2], ids[3])
        decisions.separate(ids[0], ids[3])
        decisions.separate(ids[0], ids[4])
        #expect(pairs(decisions) == [RecordPair(ids[0], ids[3])])
    }

    @Test func aRecordIsOneWithItself() {
        var decisions = LinkDecisions()
        decisions.join(ids[0], ids[0])
        decisions.separate(ids[0], ids[0])
        decisions.pin([])
        #expect(decisions.isEmpty)
        #expect(decisions == LinkDecisions())
    }

    /// Of a chain whose ends are two, the link with the smallest ids holds, and both ends stay two, whatever came first.
    @Test func separationWinsOverWhatIsJoinedThroughOthers() {
        let chain = ids[..<3].sorted()
        var decisions = LinkDecisions()
        decisions.join(chain[2], chain[1])
        decisions.join(chain[1], chain[0])
        decisions.separate(chain[0], chain[2])
        let groups = DecidedGroups(decisions)
        #expect(groups.areOne(chain[0].hash, chain[1].hash))
        #expect(!groups.areOne(chain[1].hash, chain[2].hash))
        #expect(groups.areTwo(chain[1].hash, chain[2].hash))
    }

    @Test func beingTwoPassesOnToWhatIsOne() {
        var decisions = LinkDecisions()
        decisions.separate(ids[0], ids[1])
        decisions.join(ids[1], ids[2])
        decisions.join(ids[0], ids[3])
        let groups = DecidedGroups(decisions)
        #expect(groups.areTwo(ids[3].hash, ids[2].hash))
        #expect(!groups.areTwo(ids[3].hash, ids[4].hash))
    }
}
