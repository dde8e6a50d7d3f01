import Glibc
import TestServers
import Testing

@testable import HTTPServer

@Suite struct BatchSchedulingTests {
    /// SCHED_BATCH in Linux's sched.h.
    private static let batch: CInt = 3

    @Test func threadsThatServeTakeWhatHasComeInOneGo() throws {
        let mine = sched_getscheduler(0)
        let server = try serve({ $0.threads = 2 }) { _ in
            .now(try HTTPResponse(status: 200, text: "\(sched_getscheduler(0))"))
        }
        #expect(sched_getscheduler(0) == mine, "the caller stays as he was")
        let answer = try RawClient.get(server.port, "/")
        #expect(bodyText(answer) == "\(mine == SCHED_OTHER ? Self.batch : mine)")
    }

    @Test func onlyThreadsOfTheBodyAreOfThePolicy() {
        let before = sched_getscheduler(0)
        let inside = BatchScheduling.inherited { sched_getscheduler(0) }
        #expect(inside == (before == SCHED_OTHER ? Self.batch : before))
        #expect(sched_getscheduler(0) == before)
        // One in another is not the first.
        let nested = BatchScheduling.inherited { BatchScheduling.inherited { sched_getscheduler(0) } }
        #expect(nested == inside)
    }
}
