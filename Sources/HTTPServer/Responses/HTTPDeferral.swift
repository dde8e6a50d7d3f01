import CMicroHTTPD
import Synchronization

/// The right to answer a request later, from any thread.
///
/// A handler makes one, hands it to whoever will know the answer, and returns `.later(deferral)`. It ends exactly once:
/// by `complete`, by `wake`, by its time-out, by the client's going away (a client that closes its sending side counts
/// as gone) or by the listener's stop. It may end before the handler has returned it.
public final class HTTPDeferral: Sendable {
    /// How a deferral ended.
    public enum End: Sendable, Equatable {
        /// A response was given.
        case answered
        /// The handler is called again with `.woken`.
        case woken
        /// The time-out passed; the handler is called again with `.expired`.
        case expired
        /// The client is gone; nothing can be sent.
        case disconnected
        /// The listener stops; the client gets 503.
        case stopped
    }

    @safe private enum State: @unchecked Sendable {
        case idle
        case suspended(connection: OpaquePointer, watch: ConnectionWatch, id: UInt64)
        case ended(Outcome)
    }

    struct Outcome: Sendable {
        var end: End
        var response: HTTPResponse?
    }

    /// The longest wait; nil for none.
    let timeout: Duration?
    /// What the handler wants to find again in `HTTPRequest.note` when it is called again.
    let note: (any Sendable)?
    private let onEnd: (@Sendable (End) -> Void)?
    private let state = Mutex<State>(.idle)

    /// A deferral that is not yet tied to a request.
    ///
    /// - Parameters:
    ///   - timeout: after this long the handler is called again with `.expired`; to within a tenth of a second.
    ///   - note: what the handler finds in `HTTPRequest.note` when it is called again for the request.
    ///   - onEnd: called once when the deferral ends, on the thread that ended it; the place to unsubscribe.
    public init(timeout: Duration? = nil, note: (any Sendable)? = nil, onEnd: (@Sendable (End) -> Void)? = nil) {
        self.timeout = timeout
        self.note = note
        self.onEnd = onEnd
    }

    /// Sends the response. False when the deferral had ended before: the response goes nowhere.
    @discardableResult public func complete(_ response: HTTPResponse) -> Bool {
        finish(Outcome(end: .answered, response: response))
    }

    /// Has the handler called again for the same request, on the connection's thread. False when it had ended before.
    @discardableResult public func wake() -> Bool {
        finish(Outcome(end: .woken))
    }

    /// Ends the deferral and lets its connection go on.
    @discardableResult func finish(_ outcome: Outcome) -> Bool {
        let first = state.withLock { state -> Bool in
            switch state {
            case .idle:
                state = .ended(outcome)
                return true
            case .suspended(let connection, let watch, let id):
                // The socket leaves the watch before the library may close it and the system give its number away.
                watch.remove(id)
                state = .ended(outcome)
                unsafe MHD_resume_connection(connection)
                return true
            case .ended: return false
            }
        }
        if first { onEnd?(outcome.end) }
        return first
    }

    /// Suspends the connection until the deferral ends. False when it has ended already (or the listener stops, which
    /// ends it): its outcome can be had at once. To be called on the connection's thread.
    func suspend(_ connection: OpaquePointer, watch: ConnectionWatch) -> Bool {
        let (suspended, stopped) = state.withLock { state -> (Bool, Bool) in
            switch state {
            case .idle:
                guard
                    let id = unsafe watch.add(
                        self, socket: hub_mhd_connection_socket(connection), timeout: timeout)
                else {
                    state = .ended(Outcome(end: .stopped))
                    return (false, true)
                }
                unsafe MHD_suspend_connection(connection)
                unsafe state = .suspended(connection: connection, watch: watch, id: id)
                return (true, false)
            // Given for a second request, or ended before it was returned.
            case .suspended, .ended: return (false, false)
            }
        }
        if stopped { onEnd?(.stopped) }
        return suspended
    }

    /// How it ended; nil while it has not.
    var outcome: Outcome? {
        state.withLock { state -> Outcome? in
            if case .ended(let outcome) = state { outcome } else { nil }
        }
    }
}

extension HTTPDeferral: WatchedConnection {
    /// A deferral is watched once only: whatever is seen is of it.
    func watch(_ entry: UInt64, saw sight: Sight) {
        switch sight {
        case .gone: finish(Outcome(end: .disconnected))
        case .late: finish(Outcome(end: .expired))
        case .stopping: finish(Outcome(end: .stopped))
        }
    }
}
