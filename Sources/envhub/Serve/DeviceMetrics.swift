import Monitoring
import Serving
import Synchronization

/// The devices' part of the metrics page.
final class DeviceMetrics: Sendable {
    private let listeners = Mutex<DeviceListeners?>(nil)

    /// Shows from now on what these listeners do.
    func follow(_ listeners: DeviceListeners) { self.listeners.withLock { $0 = listeners } }

    /// The families of the page; none where no connector has devices.
    var families: [MetricFamily] {
        guard let listeners = listeners.withLock({ $0 }) else { return [] }
        let listening = listeners.listening.sorted { $0.key < $1.key }
        guard !listening.isEmpty else { return [] }
        let states = listeners.states
        let all = states.sorted { $0.key < $1.key }
        func family(
            _ name: String, _ type: MetricFamily.Kind, _ help: String, _ value: (DeviceService.State) -> Int64
        ) -> MetricFamily {
            MetricFamily(name, type, help, all.map { (["connector": $0.key], value($0.value)) })
        }
        let packets = all.flatMap { name, state in
            [
                ("stored", state.stored), ("repeated", state.repeated), ("extended", state.extended),
                ("corrected", state.corrected),
            ].map { (["connector": name, "outcome": $0.0], $0.1) }
        }
        return [
            MetricFamily(
                "envhub_device_listening", .gauge, "Whether the connector's devices are listened for.",
                listening.map { (["connector": $0.key], $0.value ? 1 : 0) }),
            family("envhub_device_connections", .gauge, "Open connections of devices.") { Int64($0.connections) },
            MetricFamily("envhub_device_packets_total", .counter, "Packets of devices that were stored.", packets),
            family("envhub_device_refused_total", .counter, "Packets and bytes that were refused.") { $0.refused },
            family("envhub_device_commits_total", .counter, "Transactions of packets.") { $0.commits },
            family("envhub_device_requests_total", .counter, "Requests to devices.") { $0.asked },
            family("envhub_device_answers_total", .counter, "Requests that devices answered.") { $0.answered },
            family("envhub_device_storing", .gauge, "Whether packets of devices can be stored.") {
                $0.problem == nil ? 1 : 0
            },
        ]
    }
}
