import Connectors
import Foundation
import HJ212
import Storage
import Synchronization
import TestServers
import Testing

@testable import Monitoring

@Suite("Upstream: a platform that does anything at any time", .timeLimit(.minutes(2))) struct UpstreamStressTests {
    /// A platform that answers rightly in most cases, and remembers what it took.
    private final class Whim: Sendable {
        struct State {
            var random: SeededRandom
            var taken: [String: [String]] = [:]
        }

        let state: Mutex<State>
        init(_ seed: UInt64) { state = Mutex(State(random: SeededRandom(seed))) }

        func act(_ packet: ScriptedPlatform.Seen) -> ScriptedPlatform.Act {
            let right = ScriptedPlatform.confirmation(packet)
            let frame = DeviceClient.frame(right)
            let (choice, cut) = state.withLock { ($0.random.below(100), $0.random.below(frame.count - 8)) }
            switch choice {
            case 0..<8: return .nothing
            case 8..<14: return .hangUp(Array(frame.prefix(cut)))
            case 14..<18:
                return .answer([right.replacingOccurrences(of: "QN=2", with: "QN=3")])
            case 18..<22:
                return .answer([ScriptedPlatform.confirmation(packet, command: 9011, region: "QnRtn=100")])
            case 22..<26: return .answer([ScriptedPlatform.confirmation(packet, command: 9011, region: "QnRtn=1")])
            case 26..<30: return .bytes((0..<60).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ cut) })
            default:
                state.withLock { $0.taken[packet.header("MN"), default: []].append(packet.header("QN")) }
                return choice < 40 ? .answer([right, right]) : choice < 45 ? .hangUp(frame) : .answer([right])
            }
        }
    }

    @Test("Every packet is confirmed or set aside, and each device's are taken in their order", arguments: 0..<4)
    func anything(seed: Int) throws {
        let whim = Whim(UInt64(seed) + 77)
        let platform = try ScriptedPlatform { packet, _ in whim.act(packet) }
        var rules = DeviceRules()
        var upstream = UpstreamRules(host: "127.0.0.1", port: platform.port, points: ["*"])
        upstream.overtime = .milliseconds(60)
        upstream.recount = 2
        upstream.window = seed % 2 == 0 ? 1 : 4
        rules.upstream = upstream
        let hub = try DeviceHub(rules)
        let device = try DeviceClient(port: hub.port)
        for number in 0..<60 {
            let time = "202511260" + String(30_000 + number)
            device.send(
                segment:
                    "QN=\(time)000;ST=32;CN=2051;PW=123456;MN=A\(number % 5);Flag=5;CP=&&DataTime=\(time);w01018-Avg=1&&"
            )
            #expect(device.answer()?.contains("CN=9014") == true)
        }
        _ = eventually { hub.state.upstream?.waiting == 0 }
        let state = try required(hub.state.upstream)
        #expect(state.waiting == 0 && state.sent + state.refused == 60, "\(state)")
        hub.stop()
        let taken = whim.state.withLock { $0.taken }
        for qns in taken.values { #expect(qns == qns.sorted()) }
        #expect(Set(taken.values.joined()).count >= Int(state.sent))
    }
}
