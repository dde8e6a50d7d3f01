import CMicroHTTPD
import Glibc
import Synchronization

/// What the watch saw of a connection.
enum Sight {
    /// The client went away.
    case gone
    /// The time is over.
    case late
    /// The listener stops.
    case stopping
}

/// Who is told what the watch sees.
protocol WatchedConnection: AnyObject, Sendable {
    /// Called on the watch's thread, or on the one that stops the listener, with the entry that was seen, which may be gone by now.
    func watch(_ entry: UInt64, saw sight: Sight)
}

/// Watches the sockets of suspended connections, which the server library itself does not look at: one thread sees
/// clients go away and time-outs pass. While there are connections, it also wakes the serving threads many times a second.
final class ConnectionWatch: Sendable {
    private struct Entry {
        var owner: any WatchedConnection
        /// Nil where only the time is watched.
        var socket: CInt?
        var deadline: ContinuousClock.Instant?
    }

    private struct Table {
        var entries: [UInt64: Entry] = [:]
        var next: UInt64 = 1
        var closed = false
    }

    /// How fast the clients of all connections must be; looked at by the same thread.
    let paces = ConnectionPaces()
    private let table = Mutex(Table())
    private let lanes = Mutex<[ServingLane]>([])
    private let poll: CInt
    private let alarm: CInt
    private static let alarmID: UInt64 = 0
    private static let tick: CInt = 50  // milliseconds

    init() {
        poll = epoll_create1(CInt(EPOLL_CLOEXEC))
        alarm = eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK))
        control(EPOLL_CTL_ADD, alarm, EPOLLIN.rawValue, Self.alarmID)
    }

    deinit {
        Glibc.close(poll)
        Glibc.close(alarm)
    }

    /// Wakes the lanes from now on, until it is closed.
    func wake(_ lanes: [ServingLane]) { self.lanes.withLock { $0 = lanes } }

    /// Looks at a connection's pace from now on.
    func begin(_ pace: ConnectionPace) {
        if paces.add(pace) { ring() }
    }

    /// Starts to watch; nil when the watch has closed. The caller holds the owner's lock.
    func add(_ owner: any WatchedConnection, socket: CInt?, timeout: Duration?) -> UInt64? {
        let deadline = timeout.map { ContinuousClock.now.advanced(by: $0) }
        let (id, wake) = table.withLock { table -> (UInt64?, Bool) in
            guard !table.closed else { return (nil, false) }
            let id = table.next
            table.next &+= 1
            table.entries[id] = Entry(owner: owner, socket: socket, deadline: deadline)
            if let socket { control(EPOLL_CTL_ADD, socket, EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue, id) }
            return (id, table.entries.count == 1)
        }
        if wake { ring() }
        return id
    }

    /// Ends watching. The caller holds the owner's lock.
    func remove(_ id: UInt64) {
        table.withLock { table in
            guard let entry = table.entries.removeValue(forKey: id) else { return }
            if let socket = entry.socket { control(EPOLL_CTL_DEL, socket, 0, id) }
        }
    }

    /// Takes no more, and ends all that wait.
    func close() {
        let watched = table.withLock { table in
            table.closed = true
            return table.entries.map { (id: $0.key, owner: $0.value.owner) }
        }
        for entry in watched { entry.owner.watch(entry.id, saw: .stopping) }
        lanes.withLock { $0 = [] }
        ring()
    }

    /// The watch's life: returns after `close`.
    func run() {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        var rung: Int64 = 0
        while true {
            let (closed, idle) = table.withLock { ($0.closed, $0.entries.isEmpty) }
            if closed { return }
            let isAlone = idle && paces.isEmpty
            let count = unsafe epoll_wait(poll, &events, CInt(events.count), isAlone ? -1 : Self.tick)
            for place in 0..<Int(max(count, 0)) { unsafe handle(events[place].data.u64) }
            expire()
            paces.cutLate()
            ring(lanesSince: &rung)
        }
    }

    private func ring(lanesSince rung: inout Int64) {
        let now = ConnectionPace.now
        guard now - rung >= Int64(Self.tick) / 2 else { return }
        rung = now
        lanes.withLock { lanes in for lane in lanes { lane.ring() } }
    }

    private func handle(_ id: UInt64) {
        guard id != Self.alarmID else {
            var value: UInt64 = 0
            _ = unsafe read(alarm, &value, 8)
            return
        }
        // An entry that is gone was answered in the meantime.
        table.withLock { $0.entries[id]?.owner }?.watch(id, saw: .gone)
    }

    private func expire() {
        let now = ContinuousClock.now
        let late = table.withLock { table in
            table.entries.filter { $0.value.deadline.map { $0 <= now } ?? false }
                .map { (id: $0.key, owner: $0.value.owner) }
        }
        for entry in late { entry.owner.watch(entry.id, saw: .late) }
    }

    private func control(_ operation: CInt, _ socket: CInt, _ events: UInt32, _ id: UInt64) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: id))
        _ = unsafe epoll_ctl(poll, operation, socket, &event)
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(alarm, &one, 8)
    }
}
