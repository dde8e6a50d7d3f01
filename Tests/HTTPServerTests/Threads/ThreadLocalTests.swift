import HTTPServer
import Synchronization
import TestServers
import Testing

@Suite struct ThreadLocalTests {
    /// Counts how many of itself live.
    final class Counted {
        let live: Live

        init(_ live: Live) {
            self.live = live
            live.count.wrappingAdd(1, ordering: .relaxed)
        }

        deinit { live.count.wrappingSubtract(1, ordering: .relaxed) }
    }

    final class Live: Sendable {
        let count = Atomic<Int>(0)
        let made = Atomic<Int>(0)
        var now: Int { count.load(ordering: .relaxed) }
    }

    @Test func everyServerThreadHasOneAndStopLetsThemGo() throws {
        let live = Live()
        let local = ThreadLocal { (Counted(live), 0) }
        let server = try serve({ $0.threads = 2 }) { _ in
            let calls = try local.withValue { value in
                value.1 += 1
                return value.1
            }
            return .now(try HTTPResponse(status: 200, text: "\(calls)"))
        }
        var total = 0
        for _ in 0..<20 { total += bodyText(try RawClient.get(server.port, "/")) == "1" ? 1 : 0 }
        #expect((1...2).contains(live.now))
        #expect(total == live.now)
        server.stop()
        #expect(live.now == 0)
    }

    @Test func valuesEndWithTheirPlace() throws {
        let live = Live()
        do {
            let local = ThreadLocal { Counted(live) }
            try local.withValue { _ in }
            #expect(live.now == 1)
        }
        #expect(live.now == 0)
    }

    @Test func afterAFailureTheNextCallTriesAgain() throws {
        let live = Live()
        let local = ThreadLocal<Int> {
            if live.made.wrappingAdd(1, ordering: .relaxed).newValue == 1 { throw Broken() }
            return 7
        }
        #expect(throws: Broken.self) { try local.withValue { $0 } }
        #expect(try local.withValue { $0 } == 7)
    }
}
