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
        var closed = false
    }

    /// Some of the entries. One table for all would be what the lanes, each with a thousand streams to send a commit to, wait for.
    private final class Part: Sendable {
        let table = Mutex(Table())
    }

    /// How fast the clients of all connections must be; looked at by the same thread.
    let paces = ConnectionPaces()
    private let parts = (0..<16).map { _ in Part() }
    private let next = Atomic<UInt64>(1)
    /// Entries of all parts.
    private let count = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)
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
        let id = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let isAdded = part(of: id).table.withLock { table in
            if table.closed { return false }
            table.entries[id] = Entry(owner: owner, socket: socket, deadline: deadline)
            return true
        }
        guard isAdded else { return nil }
        // Not under the table's lock, which others wait for: the owner's keeps the calls for one entry in order.
        if let socket { control(EPOLL_CTL_ADD, socket, EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue, id) }
        if count.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue == 1 { ring() }
        return id
    }

    /// Ends watching. The caller holds the owner's lock.
    func remove(_ id: UInt64) {
        guard let entry = part(of: id).table.withLock({ $0.entries.removeValue(forKey: id) }) else { return }
        count.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        if let socket = entry.socket { control(EPOLL_CTL_DEL, socket, 0, id) }
    }

    /// Takes no more, and ends all that wait.
    func close() {
        for part in parts {
            let watched = part.table.withLock { table in
                table.closed = true
                return table.entries.map { (id: $0.key, owner: $0.value.owner) }
            }
            for entry in watched { entry.owner.watch(entry.id, saw: .stopping) }
        }
        isClosed.store(true, ordering: .sequentiallyConsistent)
        lanes.withLock { $0 = [] }
        ring()
    }

    /// The watch's life: returns after `close`.
    func run() {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        var rung: Int64 = 0
        while true {
            if isClosed.load(ordering: .sequentiallyConsistent) { return }
            let isAlone = count.load(ordering: .sequentiallyConsistent) == 0 && paces.isEmpty
            let seen = unsafe epoll_wait(poll, &events, CInt(events.count), isAlone ? -1 : Self.tick)
            for place in 0..<Int(max(seen, 0)) { unsafe handle(events[place].data.u64) }
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
        part(of: id).table.withLock { $0.entries[id]?.owner }?.watch(id, saw: .gone)
    }

    private func expire() {
        let now = ContinuousClock.now
        for part in parts {
            let late = part.table.withLock { table in
                table.entries.filter { $0.value.deadline.map { $0 <= now } ?? false }
                    .map { (id: $0.key, owner: $0.value.owner) }
            }
            for entry in late { entry.owner.watch(entry.id, saw: .late) }
        }
    }

    private func part(of id: UInt64) -> Part { parts[Int(id % UInt64(parts.count))] }

    private func control(_ operation: CInt, _ socket: CInt, _ events: UInt32, _ id: UInt64) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: id))
        _ = unsafe epoll_ctl(poll, operation, socket, &event)
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(alarm, &one, 8)
    }
}
