import Connectors
import Dispatch
import Foundation
import HJ212
import Sockets
import Storage
import Synchronization

/// Forwards what is in a spool to one upstream platform, on a thread of its own, until it is stopped.
final class UpstreamForwarder: Sendable {
    private let loop: SocketLoop
    private let link: UpstreamLink
    private let done = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - path: the file of the time series, which is there.
    ///   - settle: is told what has become of packets; it lets them go from the spool.
    init(
        _ rules: UpstreamRules, framer: UpstreamFramer, path: String, timing: UpstreamTiming,
        settle: @escaping @Sendable ([SpoolOutcome]) -> Void
    ) throws {
        var options = SocketOptions()
        options.restMilliseconds = 100
        // What is under way must never look as if nobody read it.
        options.mostWaiting = max(options.mostWaiting, 2 * rules.window * FrameScanner.longestFrame)
        loop = try SocketLoop(options: options)
        link = UpstreamLink(
            loop, rules, framer: framer, reader: try SpoolReader(path: path), timing: timing, settle: settle)
        let thread = Thread { [loop, link, done] in
            loop.run(link)
            done.signal()
        }
        thread.name = "envhub.upstream"
        thread.start()
    }

    /// There is more in the spool.
    func wake() { link.wake() }

    /// Whether there is a connection, and why nothing is sent.
    var seen: (isConnected: Bool, problem: String?) { link.seen.withLock { $0 } }

    /// Hangs up. What was not answered stays in the spool.
    func stop() {
        loop.stop()
        done.wait()
    }
}
