import HJ212
import TestServers

/// A device's connection that blocks, as simple devices do.
final class DeviceClient {
    private let client: RawClient
    private var buffer = FrameBuffer()

    init(port: Int) throws { client = try RawClient(port: port) }

    func send(_ bytes: [UInt8]) { client.send(bytes) }

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
            let bytes = client.read()
            if bytes.isEmpty { return nil }
            buffer.append(bytes)
        }
    }
}
