import Testing

@testable import Identity

/// What people decided, held against what weights and rules say.
@Suite struct DecidedLinkingTests {
    private let address = "广东省清远市清城区源潭镇陶瓷工业园12号"

    private func id(_ system: String, _ key: String) -> RecordID { RecordID(system: system, key: key) }

    /// `p` and `w` are linked by weight; `x` and `y` have nothing in common with anybody, `x` and `p` are of one system.
    private func world() -> LinkIndex {
        var index = LinkIndex()
        index.put(.made("permit", "p", "清远市宏祥陶瓷有限公司", address: address))
        index.put(.made("waste", "w", "宏祥陶瓷厂", address: address))
        index.put(.made("permit", "x", "韶关市永盛化工有限公司"))
        index.put(.made("solid", "y", "连州市大同纺织有限公司"))
        return index
    }

    @Test func whatIsJoinedIsOneWhateverSpeaksAgainstIt() {
        var index = world()
        var decisions = LinkDecisions()
        decisions.join(id("permit", "x"), id("permit", "p"))
        let regrouped = index.decide(decisions)
        let all = [id("permit", "p"), id("permit", "x"), id("waste", "w")].sorted()
        #expect(regrouped == [all])
        #expect(index.outcome(of: id("permit", "x"))?.members == all)
        #expect(index.explain(id("permit", "p"), id("permit", "x"))?.rule == .decidedOne)
        #expect(index.explain(id("permit", "p"), id("permit", "x"))?.decision == .linked)
        #expect(index.explain(id("waste", "w"), id("permit", "p"))?.rule == .weight)
    }

    @Test func othersStillJoinWhatIsOneByDecision() {
        var index = world()
        var decisions = LinkDecisions()
        decisions.join(id("solid", "y"), id("permit", "p"))
        index.decide(decisions)
        let cluster = [id("permit", "p"), id("waste", "w"), id("solid", "y")].sorted()
        #expect(index.outcome(of: id("waste", "w"))?.members == cluster)
    }

    @Test func whatIsSeparatedIsTwoAndNobodyIsAskedAgain() {
        var index = world()
        let (p, w) = (id("permit", "p"), id("waste", "w"))
        #expect(index.outcome(of: p)?.members.contains(w) == true)
        var decisions = LinkDecisions()
        decisions.separate(w, p)
        #expect(index.decide(decisions) == [[p], [w]].sorted { $0[0] < $1[0] })
        #expect(index.doubts().isEmpty)
        #expect(index.outcome(of: p)?.band == .new)
        #expect(index.explain(p, w)?.rule == .decidedTwo)
        #expect(index.explain(p, w)?.decision == .apart)
        #expect(index.decide(LinkDecisions()) == [[p, w].sorted()])
    }

    /// A third record that is like both of two that are separated may join one of them, and never both.
    @Test func separatedRecordsAreNotJoinedThroughAThird() {
        var index = world()
        let (p, w) = (id("permit", "p"), id("waste", "w"))
        var decisions = LinkDecisions()
        decisions.separate(w, p)
        index.decide(decisions)
        index.put(.made("solid", "s", "清远市宏祥陶瓷有限公司", address: address))
        #expect(index.outcome(of: p)?.members.contains(w) == false)
        #expect(index.outcome(of: id("solid", "s"))?.doubts.isEmpty == false)
    }

    @Test func aPinnedRecordIsJoinedByDecisionAlone() {
        var index = world()
        let (p, w, x) = (id("permit", "p"), id("waste", "w"), id("permit", "x"))
        var decisions = LinkDecisions()
        decisions.pin([p])
        index.decide(decisions)
        #expect(index.outcome(of: p)?.members == [p])
        #expect(index.outcome(of: p)?.doubts.map(\.other) == [w])
        #expect(index.doubts().count == 1)
        #expect(index.explain(p, w)?.rule == .pinned)
        #expect(index.explain(p, w)?.decision == .review)
        decisions.join(x, p)
        index.decide(decisions)
        #expect(index.outcome(of: p)?.members == [p, x].sorted())
        decisions.join(p, w)
        index.decide(decisions)
        #expect(index.outcome(of: p)?.members == [p, w, x].sorted())
    }

    @Test func aPinnedGroupIsOne() {
        var index = world()
        var decisions = LinkDecisions()
        let group = [id("permit", "x"), id("solid", "y"), id("solid", "not there")]
        decisions.pin(group)
        index.decide(decisions)
        #expect(index.outcome(of: group[0])?.members == group[..<2].sorted())
        #expect(index.count == 4)
    }

    @Test func decisionsWaitForTheirRecords() {
        var index = LinkIndex()
        let (x, y) = (id("permit", "x"), id("solid", "y"))
        var decisions = LinkDecisions()
        decisions.join(x, y)
        #expect(index.decide(decisions).isEmpty)
        #expect(index.put(.made("permit", "x", "韶关市永盛化工有限公司")) == [[x]])
        let both = [x, y].sorted()
        #expect(index.put(.made("solid", "y", "连州市大同纺织有限公司")) == [both])
        #expect(index.remove(y) == [[x]])
        #expect(index.put(.made("solid", "y", "连州市大同纺织有限公司")) == [both])
    }

    /// `x` and `y` are one with a record that is not there: they stay one without it.
    @Test func whatIsOneThroughARecordThatIsGoneStaysOne() {
        var index = world()
        let (x, y, gone) = (id("permit", "x"), id("solid", "y"), id("waste", "gone"))
        var decisions = LinkDecisions()
        decisions.join(x, gone)
        decisions.join(gone, y)
        index.decide(decisions)
        #expect(index.outcome(of: x)?.members == [x, y].sorted())
    }
}
