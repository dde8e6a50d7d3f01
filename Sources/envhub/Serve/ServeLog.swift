import Storage
import Sync
import Terminal

/// What a serving hub tells on standard error: a line an event.
enum ServeLog {
    static func write(_ event: Scheduler.Event) {
        switch event {
        case .started(let name): line("\(name): run started")
        case .ended(let run): line(sentence(run))
        case .problem(let name, let message): line("\(name): \(escapingControls(message))")
        case .files(nil): line("the hub's files changed: they hold from the next run on")
        case .files(let problem?): line("the hub's files have errors; what was active stays active\n\(problem)")
        case .purged(let feed, let count): line("\(feed): \(HumanFormat.count(count, "old tombstone")) dropped")
        case .dropped(let name, let blocks):
            line("\(name): \(HumanFormat.count(blocks, "block")) of kept raw records dropped")
        case .pruned(let count):
            line("access log: \(HumanFormat.count(count, "old entry", "old entries")) dropped")
        }
    }

    static func line(_ text: String) {
        TerminalOutput.standardError.line("\(Times.text(SyncRun.clock())) \(text)")
    }

    private static func sentence(_ run: Run) -> String {
        let counts = run.counts
        return "\(run.connector): run \(run.id) \(run.state.rawValue): \(counts.read) read, \(counts.stored) stored, "
            + "\(counts.unchanged) unchanged, \(counts.quarantined) quarantined, \(counts.filtered) filtered, "
            + "\(counts.deleted + counts.absent) deleted" + (counts.deferred > 0 ? ", \(counts.deferred) waiting" : "")
            + (run.message.map { ": " + escapingControls($0) } ?? "")
    }
}
