import CMicroHTTPD
import Glibc
import Synchronization

/// A body without an end known beforehand: sent while there is something to send, waiting, at no cost of a thread, while there is
/// nothing.
///
/// The server asks `pull` for bytes whenever the client has taken all that it was given. `pull` writes some, says that it waits, or ends
/// the body. A body that waits is asked again after ``wake()`` from any thread, or when the time passes that it wanted to wait. One ends
/// exactly once, and says how: by its own will, by the client's going away, by a client that does not take what it was given, or by
/// the listener's stop, which looks to the client like an end in good order.
public final class HTTPLiveBody: Sendable {
    /// What a body does when it is asked.
    public enum Step: Sendable, Equatable {
        /// So many bytes were written from the start of the span; more than none.
        case wrote(Int)
        /// There is nothing to send until ``HTTPLiveBody/wake()``, or until this much time has passed.
        case wait(Duration)
        /// The body ends here.
        case end
    }

    /// Why a body is asked.
    public enum Reason: Sendable, Equatable {
        /// The client has room: it has taken everything so far.
        case room
        /// ``HTTPLiveBody/wake()`` was called.
        case woken
        /// The time passed that the body wanted to wait; to within a tenth of a second.
        case expired
    }

    /// How a body ended.
    public enum End: Sendable, Equatable {
        /// It said so.
        case finished
        /// Its closure threw an error: the client sees that the body is not whole.
        case failed
        /// The client is gone. One that closes its sending side counts as gone.
        case disconnected
        /// The client did not take in time what it was given.
        case slow
        /// The listener stops.
        case stopped
    }

    /// Called on the connection's thread, by one at a time.
    public typealias Pull =
        @Sendable (_ body: HTTPLiveBody, _ reason: Reason, _ room: inout MutableRawSpan) throws -> Step

    @safe struct Link: @unchecked Sendable {
        let connection: OpaquePointer
        let watch: SuspensionWatch
    }

    enum Phase {
        /// Not sent yet, or between being woken and being asked.
        case open(Reason)
        /// The client has bytes to take.
        case sending
        /// The connection is suspended.
        case waiting
        case ended
    }

    struct State {
        var phase = Phase.open(.room)
        var link: Link?
        /// The entry of the watch that holds now.
        var entry: UInt64?
        /// ``HTTPLiveBody/wake()`` came while the body was not waiting.
        var isWoken = false
        /// An end that is certain before the connection knows.
        var fate: End?
    }

    let state = Mutex(State())
    private let pull: Pull
    private let patience: Duration
    private let onEnd: (@Sendable (End) -> Void)?

    /// A body, for one response.
    ///
    /// - Parameters:
    ///   - patience: how long the client may take for each piece that it is given, before the connection is cut.
    ///   - onEnd: called once when the body has ended, on the connection's thread.
    ///   - pull: gives the bytes; it must not wait itself. It may be called before the response is returned to the server.
    public init(patience: Duration = .seconds(30), onEnd: (@Sendable (End) -> Void)? = nil, pull: @escaping Pull) {
        self.patience = patience
        self.onEnd = onEnd
        self.pull = pull
    }

    /// Has the body asked again when it waits; one that does not wait is asked again before it next does.
    public func wake() {
        state.withLock { state in
            if case .waiting = state.phase { resume(&state, .woken) } else { state.isWoken = true }
        }
    }

    /// Lets the connection go on. Under the lock.
    private func resume(_ state: inout State, _ reason: Reason) {
        guard let link = state.link else { return }
        leave(&state)
        state.phase = .open(reason)
        unsafe MHD_resume_connection(link.connection)
    }

    /// Under the lock.
    private func leave(_ state: inout State) {
        if let entry = state.entry { state.link?.watch.remove(entry) }
        state.entry = nil
    }

    /// Ties the body to its connection, before its response is queued.
    func attach(_ connection: OpaquePointer, _ watch: SuspensionWatch) {
        state.withLock { unsafe $0.link = Link(connection: connection, watch: watch) }
    }

    /// The request is over, or the response was never sent.
    func close(_ cause: End) {
        let end = state.withLock { state -> End? in
            if case .ended = state.phase { return nil }
            leave(&state)
            state.phase = .ended
            state.link = nil
            return state.fate ?? cause
        }
        if let end { onEnd?(end) }
    }

    /// Whether the body was tied to a connection, which then tells how it ended.
    var isAttached: Bool { state.withLock { $0.link != nil } }
}

extension HTTPLiveBody {
    /// What the server library's callback returns: a count, 0 for a connection that is suspended now, or one of its two ends.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard var reason = begin() else { return HTTPBodyStream.ended }
        while true {
            var span = unsafe MutableRawSpan(_unsafeBytes: buffer)
            do {
                switch try pull(self, reason, &span) {
                case .wrote(let count) where count > 0 && count <= buffer.count: return sent(count)
                case .wrote: return fail()
                case .end: return end(.finished)
                case .wait(let time):
                    switch suspend(time) {
                    case .suspended: return 0
                    case .again(let next): reason = next
                    case .stopped: return HTTPBodyStream.ended
                    }
                }
            } catch { return fail() }
        }
    }

    private enum Pause {
        case suspended
        case again(Reason)
        case stopped
    }

    /// The reason to ask now; nil when the body has ended.
    private func begin() -> Reason? {
        state.withLock { state in
            guard state.fate == nil else { return nil }
            leave(&state)
            let reason: Reason = if case .open(let reason) = state.phase { reason } else { .room }
            state.phase = .open(.room)
            return reason
        }
    }

    private func suspend(_ time: Duration) -> Pause {
        state.withLock { state in
            guard state.fate == nil, let link = state.link else { return .stopped }
            if state.isWoken {
                state.isWoken = false
                return .again(.woken)
            }
            let socket = unsafe hub_mhd_connection_socket(link.connection)
            guard let entry = link.watch.add(self, socket: socket, timeout: time) else {
                state.fate = .stopped
                return .stopped
            }
            unsafe MHD_suspend_connection(link.connection)
            state.entry = entry
            state.phase = .waiting
            return .suspended
        }
    }

    /// Gives bytes to the client, who has so long to take them.
    private func sent(_ count: Int) -> Int {
        state.withLock { state in
            // A listener that stops takes no more into its watch; what was written is still sent.
            state.entry = state.link?.watch.add(self, socket: nil, timeout: patience)
            if state.entry == nil { state.fate = .stopped }
            state.phase = .sending
            return count
        }
    }

    private func end(_ fate: End) -> Int {
        state.withLock { $0.fate = $0.fate ?? fate }
        return HTTPBodyStream.ended
    }

    private func fail() -> Int {
        state.withLock { $0.fate = $0.fate ?? .failed }
        return HTTPBodyStream.failed
    }
}

extension HTTPLiveBody: WatchedConnection {
    func watch(_ entry: UInt64, saw sight: Sight) {
        state.withLock { state in
            // What was seen may be of a moment that has passed.
            guard state.entry == entry else { return }
            switch (state.phase, sight) {
            case (.waiting, .late): resume(&state, .expired)
            case (.waiting, .gone):
                state.fate = .disconnected
                resume(&state, .woken)
            case (_, .stopping):
                state.fate = state.fate ?? .stopped
                if case .waiting = state.phase { resume(&state, .woken) }
            case (.sending, .late): cut(&state)
            default: break
            }
        }
    }

    /// The client does not take what it was given. The socket is the connection's until ``close(_:)``, which waits for the lock.
    private func cut(_ state: inout State) {
        guard let link = state.link else { return }
        state.fate = .slow
        leave(&state)
        unsafe shutdown(hub_mhd_connection_socket(link.connection), CInt(SHUT_RDWR))
    }
}

func readLive(
    _ body: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ room: Int
) -> Int {
    guard let body = unsafe body, let buffer = unsafe buffer else { return HTTPBodyStream.failed }
    return unsafe Unmanaged<HTTPLiveBody>.fromOpaque(body).takeUnretainedValue()
        .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: room))
}

func releaseLive(_ body: UnsafeMutableRawPointer?) {
    guard let body = unsafe body else { return }
    let live = unsafe Unmanaged<HTTPLiveBody>.fromOpaque(body).takeRetainedValue()
    if !live.isAttached { live.close(.disconnected) }
}
