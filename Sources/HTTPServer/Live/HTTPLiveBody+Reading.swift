import CMicroHTTPD
import Synchronization

// What the server library asks of a body, on the connection's thread.
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
