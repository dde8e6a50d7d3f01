import Connectors
import Foundation
import Glibc
import Model
import Monitoring
import Sync
import Testing

/// The frames of an example, sent to a hub that listens, and what it made of them.
struct DeviceExample {
    let notices: any NoticeSource

    init(_ hub: Hub, frames name: String) throws {
        let definition = try #require(hub.connectors.first)
        let rules = try #require(definition.source as? HJ212Source).rules
        let path = hub.stateDirectory + "/devices.db"
        var surroundings = DeviceService.Surroundings(path: path, zone: definition.timezone ?? .utc) {
            1_772_589_420_000
        }
        surroundings.pollutants = hub.codes["pollutant"]
        let service = try DeviceService(rules, in: surroundings)
        let frames = try Data(contentsOf: URL(filePath: hub.directory).appending(path: name))
        try DeviceExample.send(Array(frames), to: service.port)
        for _ in 0..<1000 where service.state.stored + service.state.refused == 0 { usleep(10_000) }
        service.stop()
        notices = SeriesNotices(path: path, patience: .zero)
    }

    private static func send(_ bytes: [UInt8], to port: Int) throws {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        try #require(result == 0)
        _ = unsafe Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }
}
