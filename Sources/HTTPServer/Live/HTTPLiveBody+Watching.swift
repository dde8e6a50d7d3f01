import CMicroHTTPD
import Glibc
import Synchronization

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
