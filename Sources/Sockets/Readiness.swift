import CEpoll
import Glibc

/// Which descriptors are ready, by epoll: each has a tag that comes back with it.
@safe struct Readiness {
    /// What a descriptor is ready for.
    struct Kinds: OptionSet {
        let rawValue: UInt32
        static let reading = Kinds(rawValue: EPOLLIN.rawValue)
        static let writing = Kinds(rawValue: EPOLLOUT.rawValue)
        /// What nobody asks for: told anyway, and found out by reading.
        static let over = Kinds(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)
    }

    let descriptor: CInt
    private let events: UnsafeMutableBufferPointer<epoll_event>

    init() throws(SocketError) {
        descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
        unsafe events = .allocate(capacity: 512)
        guard descriptor >= 0 else { throw .exhausted(SocketLoop.reason()) }
    }

    func close() {
        Glibc.close(descriptor)
        unsafe events.deallocate()
    }

    func add(_ watched: CInt, _ kinds: Kinds, tag: UInt64) { control(EPOLL_CTL_ADD, watched, kinds, tag) }

    func change(_ watched: CInt, _ kinds: Kinds, tag: UInt64) { control(EPOLL_CTL_MOD, watched, kinds, tag) }

    private func control(_ operation: CInt, _ watched: CInt, _ kinds: Kinds, _ tag: UInt64) {
        var event = unsafe epoll_event(events: kinds.rawValue, data: epoll_data_t(u64: tag))
        unsafe epoll_ctl(descriptor, operation, watched, &event)
    }

    /// Waits until something is ready, at most so many milliseconds, and gives each.
    func wait(milliseconds: CInt, _ give: (UInt64, Kinds) -> Void) {
        let ready = unsafe epoll_wait(descriptor, events.baseAddress, CInt(events.count), milliseconds)
        for index in 0..<max(Int(ready), 0) {
            unsafe give(events[index].data.u64, Kinds(rawValue: events[index].events))
        }
    }
}
