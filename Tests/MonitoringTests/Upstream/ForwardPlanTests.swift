import Storage
import TestServers
import Testing

@testable import Monitoring

@Suite("Forwarding: what is sent when, and what becomes of it") struct ForwardPlanTests {
    private func plan(_ devices: [String], window: Int = 1, qns: [String]? = nil) -> ForwardPlan {
        var plan = ForwardPlan(ForwardPlan.Settings(overtime: 10_000, recount: 2, window: window))
        for (index, mn) in devices.enumerated() {
            plan.add(OutgoingPacket(id: Int64(index + 1), frame: [], mn: mn, qn: qns?[index] ?? "q\(index + 1)"))
        }
        return plan
    }

    private func sent(_ plan: inout ForwardPlan, now: Int64 = 0) -> [Int64] {
        var ids: [Int64] = []
        while let packet = plan.next(now: now) { ids.append(packet.id) }
        return ids
    }

    private func answer(
        _ plan: inout ForwardPlan, _ id: Int, _ mn: String?, _ verdict: UpstreamAnswer.Verdict = .taken, now: Int64 = 0
    ) -> Bool { plan.answered(qn: "q\(id)", mn: mn, verdict, now: now) }

    private func confirm(_ plan: inout ForwardPlan, _ qn: String, _ mn: String) -> Bool {
        plan.answered(qn: qn, mn: mn, .taken, now: 0)
    }

    @Test("One after the other, each when the one before is confirmed")
    func order() {
        var plan = plan(["a", "b"])
        #expect(sent(&plan) == [1])
        #expect(!answer(&plan, 2, "b"))
        #expect(!answer(&plan, 1, "b"), "another device's answer is not this one's")
        #expect(answer(&plan, 1, "a"))
        #expect(!answer(&plan, 1, "a"), "an answer that comes twice counts once")
        #expect(sent(&plan) == [2])
        #expect(answer(&plan, 2, nil))
        #expect(plan.takeSettled() == [.taken(id: 1), .taken(id: 2)])
        #expect(plan.count == 0)
    }

    @Test("A window holds packets of different devices, and never two that one answer could mean")
    func window() {
        var plan = plan(["a", "a", "b", "c"], window: 3, qns: ["x", "y", "x", "z"])
        #expect(sent(&plan) == [1, 4])
        #expect(confirm(&plan, "z", "c"))
        #expect(sent(&plan) == [])
        #expect(confirm(&plan, "x", "a"))
        #expect(sent(&plan) == [2, 3])
    }

    @Test("What is not answered is sent again as often as it may be; then the connection is of no use")
    func overtime() {
        var plan = plan(["a", "b"])
        #expect(sent(&plan) == [1])
        #expect(plan.due(now: 9_999)?.map(\.id) == [])
        #expect(plan.due(now: 10_000)?.map(\.id) == [1])
        #expect(plan.due(now: 20_000)?.map(\.id) == [1])
        #expect(plan.due(now: 29_999)?.map(\.id) == [])
        #expect(plan.due(now: 30_000) == nil)
        plan.disconnected(now: 30_000)
        #expect(sent(&plan, now: 30_000) == [1])
        #expect(answer(&plan, 1, "a"))
    }

    @Test("A late second answer is not taken for that of the next packet with the same QN")
    func lateAnswers() {
        var plan = plan(["a", "a"], qns: ["x", "x"])
        #expect(sent(&plan) == [1])
        #expect(plan.due(now: 10_000)?.map(\.id) == [1])
        #expect(confirm(&plan, "x", "a"))
        #expect(sent(&plan) == [] && plan.needsConnection)
        #expect(!confirm(&plan, "x", "a"))
        plan.disconnected(now: 10_300)
        #expect(sent(&plan) == [2])
    }

    @Test("A refused packet is tried three times, and set aside when the platform takes another")
    func refusals() {
        var plan = plan(["a", "b", "a", "a"])
        #expect(sent(&plan) == [1])
        var now: Int64 = 0
        for _ in 1..<ForwardPlan.mostRefusals {
            #expect(answer(&plan, 1, "a", .refused("no"), now: now))
            #expect(sent(&plan, now: now) == [])
            now += ForwardPlan.refusalPause
            #expect(plan.due(now: now)?.map(\.id) == [1])
        }
        #expect(answer(&plan, 1, "a", .refused("no"), now: now))
        #expect(plan.takeSettled() == [] && plan.trouble == "no")
        #expect(sent(&plan) == [2])
        #expect(answer(&plan, 2, "b"))
        #expect(plan.takeSettled() == [.taken(id: 2), .setAside(id: 1, why: "no")])
        // The next one of that device needs no further proof, unless the reason is another one.
        #expect(sent(&plan) == [3])
        #expect(answer(&plan, 3, "a", .refused("no")))
        #expect(plan.takeSettled() == [.setAside(id: 3, why: "no")])
        #expect(sent(&plan) == [4])
        #expect(answer(&plan, 4, "a", .refused("PW")))
        #expect(plan.takeSettled() == [] && plan.underWay == 1)
    }

    @Test("A platform that takes nothing makes nobody give anything up")
    func nothingIsTaken() {
        var plan = plan((1...50).map { "mn\($0)" })
        var tried: Set<Int64> = []
        for _ in 0..<5 {
            var now: Int64 = 0
            while let packet = plan.next(now: now) {
                tried.insert(packet.id)
                while plan.underWay > 0 {
                    #expect(answer(&plan, Int(packet.id), packet.mn, .refused("PW"), now: now))
                    now += ForwardPlan.refusalPause
                    _ = plan.due(now: now)
                }
            }
            #expect(plan.suspended == ForwardPlan.mostSuspended && plan.trouble == "PW")
            plan.release()
        }
        #expect(tried.count == ForwardPlan.mostSuspended && plan.takeSettled() == [] && plan.count == 50)
        for id in 1...50 {
            #expect(sent(&plan) == [Int64(id)])
            #expect(answer(&plan, id, nil))
        }
    }

    /// Lets a packet go unanswered on as many connections as it takes.
    private func silence(_ plan: inout ForwardPlan, _ id: Int64, _ now: inout Int64) {
        for _ in 0..<ForwardPlan.mostStrikes / ForwardPlan.strikesOfSilence {
            #expect(sent(&plan, now: now) == [id])
            while plan.due(now: now) != nil { now += 10_000 }
            plan.disconnected(now: now)
        }
    }

    @Test("A packet that is never answered is set aside only after packets of other devices are, and a last round")
    func poison() {
        var plan = plan(["a", "a", "b", "c"])
        var now: Int64 = 0
        silence(&plan, 1, &now)
        #expect(plan.suspended == 1)
        // Its device waits with it, so that order is kept.
        #expect(sent(&plan, now: now) == [3])
        #expect(answer(&plan, 3, "b", now: now))
        #expect(plan.takeSettled() == [.taken(id: 3)])
        #expect(sent(&plan, now: now) == [1])
        while plan.due(now: now) != nil { now += 10_000 }
        plan.disconnected(now: now)
        #expect(plan.takeSettled().map { if case .setAside(1, _) = $0 { true } else { false } } == [true])
        #expect(sent(&plan, now: now) == [2])
    }

    @Test(
        "Of a device that is known to get no answer, a packet is waited for once, and set aside when another is taken")
    func ignoredDevice() {
        var plan = plan(["a", "b", "a", "a", "b", "a"])
        var now: Int64 = 0
        silence(&plan, 1, &now)
        #expect(sent(&plan, now: now) == [2])
        #expect(answer(&plan, 2, "b", now: now))
        #expect(sent(&plan, now: now) == [1])
        while plan.due(now: now) != nil { now += 10_000 }
        plan.disconnected(now: now)
        #expect(plan.takeSettled().map(\.number) == [2, 1])
        #expect(sent(&plan, now: now) == [3])
        #expect(plan.due(now: now + 10_000)?.map(\.id) == [])
        #expect(plan.suspended == 1 && plan.trouble == nil)
        #expect(sent(&plan, now: now) == [5])
        #expect(answer(&plan, 5, "b", now: now))
        #expect(plan.takeSettled().map(\.number) == [5, 3])
        // Late, but an answer: the device is known to the platform after all.
        #expect(sent(&plan, now: now) == [4])
        #expect(plan.due(now: now + 10_000)?.map(\.id) == [])
        #expect(answer(&plan, 4, "a", now: now))
        #expect(plan.takeSettled() == [.taken(id: 4)] && plan.suspended == 0)
        #expect(sent(&plan, now: now) == [6])
        #expect(plan.due(now: now + 10_000)?.map(\.id) == [6])
    }

    @Test("A platform that was only away gets the packet that it did not answer before all later ones of its device")
    func onlyAway() {
        var plan = plan(["a", "a", "b"])
        var now: Int64 = 0
        silence(&plan, 1, &now)
        #expect(sent(&plan, now: now) == [3])
        #expect(answer(&plan, 3, "b", now: now))
        #expect(sent(&plan, now: now) == [1])
        #expect(answer(&plan, 1, "a", now: now))
        #expect(sent(&plan, now: now) == [2])
    }

    @Test(
        "Whatever a platform does, each device's packets are taken in their order and none is lost", arguments: 0..<40)
    func random(seed: Int) {
        var random = SeededRandom(UInt64(seed) + 9_000)
        let window = 1 + random.below(4)
        var plan = plan((0..<60).map { _ in "mn\(random.below(5))" }, window: window)
        let all = plan.packets
        var now: Int64 = 0
        var underWay: [OutgoingPacket] = []
        var gone: [SpoolOutcome] = []
        for _ in 0..<200_000 where plan.count > 0 {
            now += Int64(random.below(3_000))
            if let again = plan.due(now: now) { underWay += again } else { disconnect(&plan, &underWay, now) }
            while let packet = plan.next(now: now) { underWay.append(packet) }
            #expect(plan.underWay <= window)
            if !underWay.isEmpty, random.chance(70) {
                let packet = underWay.remove(at: random.below(underWay.count))
                let verdict: UpstreamAnswer.Verdict = random.chance(10) ? .refused("no") : .taken
                if random.chance(90) { _ = plan.answered(qn: packet.qn, mn: packet.mn, verdict, now: now) }
            }
            if random.chance(3) || (plan.needsConnection && plan.underWay == 0) { disconnect(&plan, &underWay, now) }
            if plan.suspended > 0, plan.underWay == 0 { plan.release() }
            gone += plan.takeSettled()
        }
        #expect(Set(gone.map(\.number)) == Set(all.map(\.id)) && gone.count == all.count)
        for mn in Set(all.map(\.mn)) {
            let own = Set(all.filter { $0.mn == mn }.map(\.id))
            let taken = gone.compactMap { if case .taken(let id) = $0, own.contains(id) { id } else { nil } }
            #expect(taken == taken.sorted())
        }
    }

    private func disconnect(_ plan: inout ForwardPlan, _ underWay: inout [OutgoingPacket], _ now: Int64) {
        plan.disconnected(now: now)
        underWay = []
    }
}

extension SpoolOutcome {
    fileprivate var number: Int64 {
        switch self {
        case .taken(let id), .setAside(let id, _): id
        }
    }
}
