import Glibc
import HJ212

/// A monitoring device of the demo city: one connection over which it reports as HJ 212-2017 has it, and waits for each answer.
public final class DemoDevice {
    /// The device's number, by which the hub knows its point.
    public let mn: String
    private let descriptor: CInt
    private var writer = FrameWriter()
    private var decoder = PacketDecoder()

    /// Connects to a hub on this machine.
    ///
    /// - Throws: ``DemoError`` when nobody listens.
    public init(mn: String, port: Int) throws {
        self.mn = mn
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw DemoError("no hub listens for devices at port \(port)") }
    }

    deinit { close(descriptor) }

    /// Reports the value of a factor at a moment.
    ///
    /// - Parameter time: `yyyyMMddHHmmss`, by the clock of the city.
    /// - Returns: whether the hub confirmed it.
    public func report(_ factor: String, _ value: String, time: String) -> Bool {
        writer.removeAll()
        writer.begin()
        for (name, text) in [
            ("QN", time + "000"), ("ST", "32"), ("CN", "2011"), ("PW", "123456"), ("MN", mn), ("Flag", "5"),
        ] {
            writer.raw(Array("\(name)=\(text);".utf8).span)
        }
        writer.openRegion()
        writer.raw(Array("DataTime=\(time);\(factor)-Rtd=\(value),\(factor)-Flag=N".utf8).span)
        writer.end()
        let sent = unsafe send(descriptor, writer.bytes, writer.bytes.count, CInt(MSG_NOSIGNAL))
        return sent == writer.bytes.count && isConfirmed()
    }

    private func isConfirmed() -> Bool {
        var buffer = FrameBuffer()
        while true {
            if case .frame(let range, let layout)? = buffer.next() {
                return decoder.decode(buffer.bytes.span.extracting(range), layout).command == 9014
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe read(descriptor, &bytes, bytes.count)
            guard count > 0 else { return false }
            buffer.append(Array(bytes.prefix(count)))
        }
    }
}
