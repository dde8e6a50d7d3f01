import Glibc
import HJ212
public import Model
public import Sockets

/// Many devices that report over HJ 212, on one thread: for load, and to see that each packet is answered as it should be.
///
/// A device sends its next packet when the last one was answered; what is not answered in time is sent again, on a new
/// connection if the old one broke.
public final class DeviceFleet: SocketHandler {
    private struct Device {
        let mn: [UInt8]
        var connection: ConnectionID?
        var sequence = 0
        var isWaiting = false
        var sentAt: Int64 = 0
        var buffer = FrameBuffer()
        var isReady = false
        var isConnecting = false
        /// Not before this is a connection tried again.
        var connectAt: Int64 = 0
    }

    private let plan: FleetPlan
    private let loop: SocketLoop
    private let zone: TimeZoneRules
    private var devices: [Device] = []
    private var owners: [ConnectionID: Int] = [:]
    /// Who may send next: the first of them from ``firstReady`` on, so that at any rate all devices report in turn.
    private var ready: [Int] = []
    private var firstReady = 0
    private var hasEverConnected = false
    private var toConnect: [Int] = []
    private var connecting = 0
    private var writer = FrameWriter()
    private var decoder = PacketDecoder()
    private var values: FactorValues
    private var report = FleetReport()
    private var begun: Int64 = 0
    private let acknowledged: (String, Int64) -> Void

    /// A fleet of the plan's devices, whose clocks are set to `zone`.
    ///
    /// - Parameter acknowledged: is told the MN and the data's time of every packet that was answered.
    public init(
        _ plan: FleetPlan, zone: TimeZoneRules, acknowledged: @escaping (String, Int64) -> Void = { _, _ in }
    ) throws(SocketError) {
        self.plan = plan
        self.zone = zone
        self.acknowledged = acknowledged
        var options = SocketOptions()
        options.restMilliseconds = 1
        options.mostConnections = plan.devices + 1
        options.mostPerAddress = plan.devices + 1
        loop = try SocketLoop(options: options)
        values = FactorValues(count: plan.factors)
        devices = (0..<plan.devices).map { Device(mn: Array(plan.mn($0).utf8)) }
        toConnect = Array((0..<plan.devices).reversed())
    }

    /// Works until the plan is done, or ``stop()``.
    public func run() -> FleetReport {
        begun = Self.microseconds()
        loop.run(self)
        report.seconds = Double(Self.microseconds() - begun) / 1e6
        return report
    }

    /// Ends ``run()`` when it is called, on any thread.
    public var stopper: @Sendable () -> Void { { [loop] in loop.stop() } }

    /// A device has its connection.
    public func opened(_ connection: ConnectionID, peer: String) {
        guard let device = owners[connection] else { return }
        hasEverConnected = true
        hasConnected(device)
        if devices[device].isWaiting { send(device, isAgain: true) } else { makeReady(device) }
    }

    /// The hub has answered.
    public func received(_ bytes: borrowing RawSpan, on connection: ConnectionID) {
        guard let device = owners[connection] else { return }
        var buffer = devices[device].buffer
        devices[device].buffer = FrameBuffer()
        unsafe bytes.withUnsafeBytes { unsafe buffer.append($0.bindMemory(to: UInt8.self).span) }
        while let piece = buffer.next() {
            guard case .frame(let range, let layout) = piece else {
                report.wrong += 1
                continue
            }
            take(
                decoder.decode(buffer.bytes.span.extracting(range), layout), buffer.bytes.span.extracting(range), device
            )
        }
        devices[device].buffer = buffer
    }

    /// A device has lost its connection.
    public func closed(_ connection: ConnectionID, why: ConnectionEnd) {
        guard let device = owners.removeValue(forKey: connection) else { return }
        if why != .dropped { report.broken += 1 }
        hasConnected(device)
        devices[device].connectAt = Self.microseconds() + 200_000
        devices[device].connection = nil
        devices[device].buffer = FrameBuffer()
        toConnect.insert(device, at: 0)
    }

    /// Connects and sends what is due.
    public func rested() {
        connect()
        if isOver { return loop.stop() }
        var allowed = plan.rate == 0 ? Int.max : allowance()
        while allowed > 0, let device = takeReady() {
            devices[device].isReady = false
            guard devices[device].connection != nil, !isAtEnd else { continue }
            devices[device].sequence += 1
            devices[device].isWaiting = true
            report.sent += 1
            send(device, isAgain: false)
            allowed -= 1
        }
    }

    /// Sends again what was not answered in time.
    public func ticked() {
        let late = Self.microseconds() - Int64(plan.patience * 1e6)
        for device in devices.indices where devices[device].isWaiting && devices[device].sentAt < late {
            if devices[device].connection != nil { send(device, isAgain: true) }
        }
    }

    private func hasConnected(_ device: Int) {
        if devices[device].isConnecting { connecting -= 1 }
        devices[device].isConnecting = false
    }

    /// A few at a time: a hub's backlog has an end.
    private func connect() {
        let now = Self.microseconds()
        while connecting < 500, let device = toConnect.last, devices[device].connectAt <= now {
            toConnect.removeLast()
            do {
                let connection = try loop.connect(host: plan.host, port: plan.port)
                devices[device].connection = connection
                devices[device].isConnecting = true
                owners[connection] = device
                connecting += 1
            } catch {
                toConnect.append(device)
                return
            }
        }
    }

    private var isAtEnd: Bool { plan.packets.map { report.sent >= $0 } ?? false }

    private var isOver: Bool {
        if !hasEverConnected, Double(Self.microseconds() - begun) / 1e6 >= FleetPlan.patienceForAny { return true }
        if let seconds = plan.seconds, Double(Self.microseconds() - begun) / 1e6 >= seconds { return true }
        return isAtEnd && report.answered >= report.sent
    }

    /// How many packets may be sent now to keep to the rate.
    private func allowance() -> Int {
        let elapsed = Double(Self.microseconds() - begun) / 1e6
        return Int(elapsed * Double(plan.rate)) - report.sent
    }

    private func takeReady() -> Int? {
        guard firstReady < ready.count else { return nil }
        defer { firstReady += 1 }
        if firstReady > 4096, firstReady * 2 > ready.count {
            ready.removeFirst(firstReady)
            firstReady = 0
        }
        return ready[firstReady]
    }

    private func makeReady(_ device: Int) {
        guard !devices[device].isReady else { return }
        devices[device].isReady = true
        ready.append(device)
    }

    private func send(_ device: Int, isAgain: Bool) {
        guard let connection = devices[device].connection else { return }
        if isAgain { report.sentAgain += 1 }
        let now = Self.microseconds()
        devices[device].sentAt = now
        writer.removeAll()
        write(devices[device].mn, stamp(device))
        loop.send(writer.bytes, to: connection)
    }

    private func time(_ device: Int) -> Int64 {
        plan.start / 1000 * 1000 + Int64(devices[device].sequence * plan.step) * 1000
    }

    /// When the data of a device's current packet is of; its QN is the same, so that it is the same when it is sent again.
    private func stamp(_ device: Int) -> CivilStamp {
        CivilStamp(Instant(milliseconds: time(device)), in: zone)
    }

    private func write(_ mn: [UInt8], _ stamp: CivilStamp) {
        writer.begin()
        writer.header("QN", stamp.digits(milliseconds: true).span)
        writer.text("ST=32;")
        writer.header("CN", plan.command)
        writer.header("PW", Array(plan.password.utf8).span)
        writer.header("MN", mn.span)
        writer.text("Flag=5;")
        writer.openRegion()
        writer.text("DataTime=")
        writer.raw(stamp.digits().span)
        values.write(stamp, isRealtime: plan.command == 2011, to: &writer)
        writer.end()
    }

    private func take(_ packet: Packet, _ frame: Span<UInt8>, _ device: Int) {
        let expected = stamp(device)
        guard devices[device].isWaiting, !packet.isBroken, packet.command == 9014, packet.qn.isPresent,
            CivilStamp(frame.extracting(packet.qn.range)) == expected,
            packet.mn.text(in: frame) == String(decoding: devices[device].mn, as: UTF8.self)
        else {
            report.wrong += 1
            return
        }
        report.answered += 1
        report.waits.add(microseconds: Self.microseconds() - devices[device].sentAt)
        devices[device].isWaiting = false
        acknowledged(packet.mn.text(in: frame), time(device))
        makeReady(device)
    }

    private static func microseconds() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
