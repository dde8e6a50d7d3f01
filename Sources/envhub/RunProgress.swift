import Foundation
import Sync
import Terminal

/// The progress of one run on a terminal.
final class RunProgress: Sendable {
    private let lock = NSLock()
    nonisolated(unsafe) private var bar: ProgressBar?

    init(_ name: String, isQuiet: Bool) {
        bar = isQuiet ? nil : ProgressBar(name)
    }

    /// Shows how far the run is.
    func show(_ progress: SyncRun.Progress) {
        lock.withLock {
            let held = progress.counts.quarantined
            unsafe bar?.update(
                done: Int(progress.counts.read), total: progress.total, note: held > 0 ? "\(held) quarantined" : "")
        }
    }

    /// Clears the line.
    func finish() {
        lock.withLock { unsafe bar?.finish() }
    }
}
