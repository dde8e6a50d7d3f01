import Connectors
import Foundation
import Glibc
import Model
import Monitoring
import Sync
import TestServers
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
        let client = try RawClient(port: service.port)
        client.send(Array(frames))
        client.close()
        _ = eventually { service.state.stored + service.state.refused > 0 }
        service.stop()
        notices = SeriesNotices(path: path, patience: .zero)
    }
}
