import Dispatch
import Storage

/// Looks now and then whether a line of a feed has answered an accepted objection, and keeps which. It reads on a queue of its own, and
/// asks for a write only when there is something to keep.
final class ObjectionFollower: Sendable {
    private let queue = DispatchQueue(label: "objections")
    private let storePath: String
    private let desk: StoreDesk
    private let interval: Duration
    /// Touched on the queue only.
    private nonisolated(unsafe) var reader: FeedReader?

    init(storePath: String, desk: StoreDesk, every interval: Duration = .seconds(5)) {
        self.storePath = storePath
        self.desk = desk
        self.interval = interval
    }

    /// Works until cancelled. A store that is busy or cannot be read is looked at again.
    func run() async {
        while !Task.isCancelled {
            if await isAnswered() {
                _ = try? await desk.write { try $0.resolveAnsweredObjections(at: Call.milliseconds()) }
            }
            try? await Task.sleep(for: interval)
        }
    }

    private func isAnswered() async -> Bool {
        await withCheckedContinuation { next in
            queue.async { next.resume(returning: (try? self.look()) ?? false) }
        }
    }

    private func look() throws -> Bool {
        let reader = try unsafe self.reader ?? FeedReader(path: storePath)
        unsafe self.reader = reader
        return try reader.snapshot { try reader.hasAnsweredObjections(at: Call.milliseconds()) }
    }
}
