import CMicroHTTPD
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
        let watch: ConnectionWatch
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
    let pull: Pull
    let patience: Duration
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
    func resume(_ state: inout State, _ reason: Reason) {
        guard let link = state.link else { return }
        leave(&state)
        state.phase = .open(reason)
        unsafe MHD_resume_connection(link.connection)
    }

    /// Under the lock.
    func leave(_ state: inout State) {
        if let entry = state.entry { state.link?.watch.remove(entry) }
        state.entry = nil
    }

    /// Ties the body to its connection, before its response is queued.
    func attach(_ connection: OpaquePointer, _ watch: ConnectionWatch) {
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
