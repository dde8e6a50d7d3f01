import Storage
import Sync
import Synchronization
import Terminal

/// The progress of one run on a terminal.
final class RunProgress: Sendable {
    private let bar: Mutex<ProgressBar?>

    init(_ name: String, isQuiet: Bool) {
        bar = Mutex(isQuiet ? nil : ProgressBar(name))
    }

    /// Shows how far the run is.
    func show(_ progress: SyncRun.Progress) {
        let held = progress.counts.quarantined
        let note = held > 0 ? "\(held) quarantined" : ""
        bar.withLock { $0?.update(done: Int(progress.counts.read), total: progress.total, note: note) }
    }

    /// Clears the line.
    func finish() {
        bar.withLock { $0?.finish() }
    }
}
