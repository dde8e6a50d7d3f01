import Model
import Testing

@testable import Dossiers

/// Which members made a source up, now and then. Times are hours since the first run.
@Suite("Identity in a dossier") struct IdentityStoryTests {
    private let store: MadeUpStore

    /// Members 1 and 2 came as sources of their own at 1; at 10 linking put 2 into 1, at 20 a person took it out again; 3 went
    /// into 1 at 30 and stays.
    init() throws {
        store = try MadeUpStore()
        let (permits, waste) = (try store.number(ofSystem: "permits"), try store.number(ofSystem: "waste"))
        try store.put("pollution_source", 1, since: 1, ["local_code": "A1", "name": "一厂"])
        try store.keep("pollution_source", 2, 1..<10, #"{"local_code":"B1","name":"1厂"}"#)
        try store.put("pollution_source", 2, since: 20, rev: 2, ["local_code": "B1", "name": "1厂"])
        try store.keep("pollution_source", 3, 1..<30, #"{"local_code":"B2","name":"一厂（旧）"}"#)
        for (id, system, key, row) in [(1, permits, "A1", 1), (2, waste, "B1", 2), (3, waste, "B2", 1)] {
            try store.run(
                "INSERT INTO hub_member VALUES (?1, 1, ?2, ?3, ?4, 1, 1, 1, x'0000', NULL, NULL)", id, system, key, row)
        }
        let changes: [(Int, Int, Int, Int, String, Int, Int)] = [
            (1, 1, 0, 1, "linked", 0, 0), (1, 2, 0, 2, "linked", 0, 0), (1, 3, 0, 3, "linked", 0, 0),
            (10, 2, 2, 1, "relinked", 0, 1), (20, 2, 1, 2, "decided", 5, 0), (30, 3, 3, 1, "relinked", 0, 1),
        ]
        for (at, member, from, to, cause, decision, other) in changes {
            try store.run(
                "INSERT INTO hub_regrouping VALUES (NULL, ?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, 11.08, 'enough')",
                MadeUpStore.time(at), member, from, to, cause, decision, other)
        }
        try store.run("INSERT INTO hub_merged VALUES (3, 1, 1, ?1)", MadeUpStore.time(30))
        try store.run(
            "INSERT INTO hub_decision VALUES (5, 'different', '[[2],[1]]', '张三', '两个厂', ?1, '李四', '看错了', ?2)",
            MadeUpStore.time(20), MadeUpStore.time(40))
        try store.run(
            "INSERT INTO hub_decision VALUES (6, 'pin', '[[9]]', '张三', '别的厂', ?1, NULL, NULL, NULL)",
            MadeUpStore.time(20)
        )
    }

    private func members(_ row: Int64, _ hours: Int?) throws -> [String] {
        try store.dossier(row, asOf: hours).identity.members.map { "\($0.system) \($0.key)" }
    }

    @Test("The members of a moment")
    func members() throws {
        #expect(try members(1, 5) == ["permits A1"])
        #expect(try members(1, 10) == ["permits A1", "waste B1"])
        #expect(try members(1, 20) == ["permits A1"] && members(2, 20) == ["waste B1"])
        #expect(try members(1, 30) == ["permits A1", "waste B2"] && members(1, nil) == members(1, 30))
        #expect(try members(2, nil) == ["waste B1"])
    }

    @Test("What happened, the newest first, up to the moment")
    func story() throws {
        let story = try store.dossier(1).identity
        #expect(story.regroupings.map(\.at) == [30, 20, 10, 1].map(MadeUpStore.time))
        let split = story.regroupings[1]
        #expect(split.from == MadeUpStore.id(1) && split.to == MadeUpStore.id(2) && split.decision == 5)
        #expect(story.regroupings[2].other?.key == "A1" && story.regroupings[3].from == nil)
        #expect(story.merged == [IdentityStory.Merged(id: MadeUpStore.id(3), at: MadeUpStore.time(30))])
        #expect(story.decisions.map(\.number) == [5] && story.decisions[0].members.map(\.key) == ["B1", "A1"])
        #expect(story.decisions[0].undone?.who == "李四")
        let then = try store.dossier(1, asOf: 25).identity
        #expect(then.regroupings.count == 3 && then.merged == [] && then.decisions[0].undone == nil)
    }

    @Test("An id that went into another says so, and stands by itself before that")
    func merged() throws {
        let merged = DossierError.merged(MadeUpStore.id(3), into: MadeUpStore.id(1), at: MadeUpStore.time(30))
        #expect(throws: merged) { try store.dossier(3) }
        #expect(try store.dossier(3, asOf: 29).name == "一厂（旧）")
        try store.delete("pollution_source", 1)
        try store.run("INSERT INTO hub_merged VALUES (1, 1, 2, ?1)", MadeUpStore.time(50))
        #expect(throws: DossierError.merged(MadeUpStore.id(3), into: MadeUpStore.id(2), at: MadeUpStore.time(30))) {
            try store.dossier(3)
        }
    }
}
