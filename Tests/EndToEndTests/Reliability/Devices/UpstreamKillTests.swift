@testable import DemoSystems
import Foundation
import Storage
import TestServers
import Testing

/// A hub and the platform that it forwards to are both killed at any moment, again and again: the platform has every packet that a
/// device was told is stored, of the chosen devices and no others, each device's in their order and none twice.
@Suite(.serialized, .timeLimit(.minutes(5))) struct UpstreamKillTests {
    @Test(
        "Nothing is lost, doubled or out of order between two hubs that are killed at random moments",
        arguments: [1, 4])
    func killedAtRandomMoments(window: Int) throws {
        // The platform is a hub that would forward everything to a port where nobody listens: its own spool is the list, in
        // order, of what it took and did not know.
        let nowhere = try LoopbackPort.free()
        let platform = try DeviceKillHub(
            upstream: "{ to: 127.0.0.1:\(nowhere), points: [\"*\"], periods: [realtime] }")
        let chosen = "SIMULATED0000000000000"
        let hub = try DeviceKillHub(
            upstream: "{ to: 127.0.0.1:\(platform.port), points: [\"\(chosen)1*\", \"\(chosen)2*\"], "
                + "periods: [realtime], window: \(window), overtime: 2s }")
        var random = SeededRandom(20_261_129 + UInt64(window))
        try platform.start()
        try hub.start()
        let fleet = try hub.simulate(points: 40, seconds: 120, rate: 250)
        for kill in 0..<8 {
            // The first two and the last two are one of each, whatever chance says of the others.
            usleep(UInt32(200_000 + random.below(1_000_000)))
            let isHub = [0, 7].contains(kill) || ![1, 6].contains(kill) && random.chance(50)
            let victim = isHub ? hub : platform
            victim.kill()
            if random.chance(30) { usleep(UInt32(random.below(1_500_000))) }
            try victim.start()
        }
        usleep(500_000)
        fleet.signal(SIGINT)
        let outcome = fleet.wait(atMost: .seconds(60))
        #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
        try waitUntilForwarded(hub)
        hub.kill()
        platform.kill()
        try compare(hub, platform, chosen)
    }

    private func waitUntilForwarded(_ hub: DeviceKillHub) throws {
        let reader = try SpoolReader(path: hub.seriesPath)
        #expect(try eventually(within: .seconds(120)) { try reader.counts().waiting == 0 })
        #expect(try reader.counts().refused == 0 && reader.counts().missed == 0)
    }

    private func compare(_ hub: DeviceKillHub, _ platform: DeviceKillHub, _ chosen: String) throws {
        func isChosen(_ packet: String) -> Bool { packet.hasPrefix(chosen + "1") || packet.hasPrefix(chosen + "2") }
        let (own, theirs) = (try readings(hub), try readings(platform))
        #expect(theirs == own.filter { isChosen($0.key) })
        #expect(try hub.answered().filter { isChosen($0) && theirs[$0] == nil } == [])
        #expect(theirs.count > 200)
        let spooled = try SpoolReader(path: platform.seriesPath).packets(after: 0, limit: .max)
            .map { String(decoding: $0.frame, as: UTF8.self) }
        #expect(spooled.count == theirs.count && Set(spooled).count == spooled.count)
        var last: [Substring: Substring] = [:]
        for packet in spooled {
            let fields = packet.split(separator: ";")
            let (mn, time) = (fields[4], fields[0].suffix(17))
            #expect(last[mn, default: ""] < time)
            last[mn] = time
        }
        #expect(last.count == 20)
    }

    /// What is stored, by MN and time.
    private func readings(_ hub: DeviceKillHub) throws -> [String: [String]] {
        let reader = try SeriesReader(path: hub.seriesPath)
        var readings: [String: [String]] = [:]
        for point in try reader.points() {
            try reader.read(SeriesID(point: point.number, period: .realtime), from: 0, to: .max) { reading in
                let key = "\(point.code) \(reading.time)"
                #expect(readings[key] == nil)
                readings[key] = reading.values.map { "\($0.name.factor)-\($0.name.field)=\($0.value)" }
            }
        }
        return readings
    }
}
