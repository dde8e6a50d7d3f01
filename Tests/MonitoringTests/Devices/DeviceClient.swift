import Glibc
import HJ212

/// A device's connection that blocks, as simple devices do.
final class DeviceClient {
    private let descriptor: CInt
    private var buffer = FrameBuffer()

    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw MissingValue() }
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) { _ = unsafe Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) }

    /// Sends a data segment as a frame.
    func send(segment: String) { send(DeviceClient.frame(segment)) }

    static func frame(_ segment: String) -> [UInt8] {
        let bytes = Array(segment.utf8)
        let length = String(bytes.count)
        let checksum = String(Checksum.of(bytes), radix: 16, uppercase: true)
        return Array("##".utf8) + Array((String(repeating: "0", count: 4 - length.count) + length).utf8) + bytes
            + Array((String(repeating: "0", count: 4 - checksum.count) + checksum + "\r\n").utf8)
    }

    /// The data segment of the next frame; nil when the peer closes or says nothing for ten seconds.
    func answer() -> String? {
        while true {
            if case .frame(let range, let layout)? = buffer.next() {
                let start = range.lowerBound
                return String(
                    decoding: buffer.bytes[start + layout.segment.lowerBound..<start + layout.segment.upperBound],
                    as: UTF8.self)
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe read(descriptor, &bytes, bytes.count)
            guard count > 0 else { return nil }
            buffer.append(Array(bytes.prefix(count)))
        }
    }
}
