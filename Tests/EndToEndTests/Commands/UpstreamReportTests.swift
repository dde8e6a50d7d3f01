import Monitoring
import Testing

@testable import envhub

@Suite struct UpstreamReportTests {
    private func state(_ problem: String? = nil, waiting: Int64 = 0) -> UpstreamState {
        var state = UpstreamState(address: "up:1")
        state.problem = problem
        state.waiting = waiting
        state.oldest = waiting > 0 ? 1_764_100_000_000 : nil
        return state
    }

    @Test func awayIsToldOnceAnHourAndBackOnce() {
        var report = UpstreamReport()
        let start = ContinuousClock.now
        #expect(report.lines(of: state(), now: start) == [])
        #expect(
            report.lines(of: state("refused"), now: start) == ["nothing is forwarded to up:1: refused; nothing waits"])
        #expect(report.lines(of: state("closed", waiting: 1), now: start + .seconds(3_599)) == [])
        let again = report.lines(of: state("closed", waiting: 1), now: start + .seconds(3_600))
        #expect(
            again.count == 1
                && again[0].hasPrefix("nothing is forwarded to up:1: closed; 1 packet waits, the oldest since "))
        #expect(
            report.lines(of: state(), now: start + .seconds(3_605)) == [
                "packets are forwarded to up:1 again; nothing waits"
            ])
        #expect(report.lines(of: state(), now: start + .seconds(3_610)) == [])
    }

    @Test func whatIsMissingOrRefusedIsTold() {
        var report = UpstreamReport()
        var full = state()
        full.isFull = true
        #expect(
            report.lines(of: full) == [
                "the spool for up:1 is full (`upstream.keep`): packets are stored, but not forwarded any more"
            ])
        #expect(report.lines(of: full) == [])
        full.isFull = false
        full.missed = 7
        #expect(
            report.lines(of: full) == [
                "there is room in the spool for up:1 again; 7 packets since the start were not forwarded"
            ])
        full.refused = 2
        #expect(
            report.lines(of: full) == [
                "up:1 does not take 2 packets: set aside, see `envhub quarantine list --code R1040`"
            ])
        #expect(report.lines(of: full) == [])
        // Started anew.
        #expect(report.lines(of: state()) == [])
    }
}
