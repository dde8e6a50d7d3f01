import Connectors
import Foundation
import HJ212
import Storage
import TestServers
import Testing

@testable import Monitoring

@Suite("Upstream: what devices were told is stored reaches the platform", .timeLimit(.minutes(2)))
struct UpstreamTests {
    /// - Parameter overtime: in milliseconds. What is answered is waited for, however busy the machine is; tests of what is not
    ///   answered say how long they wait.
    private func rules(_ port: Int, points: [String] = ["A*"], overtime: Int = 20_000) -> DeviceRules {
        var rules = DeviceRules()
        var upstream = UpstreamRules(host: "127.0.0.1", port: port, points: points)
        upstream.overtime = .milliseconds(overtime)
        upstream.recount = 1
        rules.upstream = upstream
        return rules
    }

    private func segment(_ mn: String, minute: Int, value: String = "1.230", cn: Int = 2051, flag: Int = 5) -> String {
        let time = "202511260" + String(300 + minute) + "00"
        return "QN=\(time)000;ST=32;CN=\(cn);PW=123456;MN=\(mn);Flag=\(flag);CP=&&DataTime=\(time);"
            + "w01018-\(cn == 2011 ? "Rtd" : "Avg")=\(value),w01018-Flag=N&&"
    }

    /// Sends packets as a device does: each when the one before was answered.
    private func report(_ hub: DeviceHub, _ segments: [String]) throws {
        let device = try DeviceClient(port: hub.port)
        for segment in segments {
            device.send(segment: segment)
            #expect(device.answer()?.contains("CN=9014") == true)
        }
    }

    private func isForwarded(_ hub: DeviceHub, _ sent: Int64) throws {
        try hub.waits { $0.upstream?.waiting == 0 && $0.upstream?.sent == sent }
    }

    @Test("What a hub forwards another one stores, and only what is chosen; a correction too, a repetition not")
    func twoHubs() throws {
        let platform = try DeviceHub()
        let hub = try DeviceHub(rules(platform.port))
        try report(
            hub,
            [
                segment("A1", minute: 0), segment("B1", minute: 0), segment("A2", minute: 0),
                segment("A1", minute: 1, cn: 2011), segment("A1", minute: 1), segment("A1", minute: 1),
                segment("A1", minute: 0, value: "7.7"),
            ])
        try isForwarded(hub, 4)
        for mn in ["A1", "A2"] { #expect(try platform.readings(mn, .minute) == hub.readings(mn, .minute)) }
        #expect(try platform.readings("A1", .minute).count == 2)
        #expect(try platform.readings("A1", .minute)[0].contains("Avg=7.7"))
        #expect(try platform.readings("A1") == [] && platform.readings("B1", .minute) == [])
        #expect(platform.state.stored == 3 && platform.state.corrected == 1 && platform.state.repeated == 0)
        #expect(hub.state.upstream?.isConnected == true && hub.state.upstream?.problem == nil)
    }

    @Test("A platform that is away gets everything when it is back, over a restart of the hub, in order")
    func outage() throws {
        let first = try ScriptedPlatform { packet, _ in .answer([ScriptedPlatform.confirmation(packet)]) }
        let port = first.port
        let hub = try DeviceHub(rules(port))
        try report(hub, [segment("A1", minute: 0)])
        try isForwarded(hub, 1)
        #expect(first.packets.count == 1)
        hub.stop()
        // Nobody listens on this port any more.
        let free = try ScriptedPlatform { _, _ in .nothing }.port
        try hub.start(rules(free))
        try report(hub, (1...20).map { segment("A1", minute: $0) })
        try hub.waits { $0.upstream?.problem?.contains("refused") == true }
        #expect(hub.state.upstream?.waiting == 20 && hub.state.upstream?.oldest == 1_764_100_000_000)
        hub.stop()
        try hub.start(rules(free))
        #expect(hub.state.upstream?.waiting == 20)
        try report(hub, [segment("A2", minute: 21)])
        let back = try ScriptedPlatform(port: free) { packet, _ in .answer([ScriptedPlatform.confirmation(packet)]) }
        try isForwarded(hub, 21)
        #expect(back.packets.map { $0.header("QN") } == (1...21).map { "202511260\(300 + $0)00000" })
        #expect(hub.state.upstream?.problem == nil)
    }

    @Test("What does not ask for an answer, has no QN, or another MN and PW than the platform knows, is told so")
    func reframing() throws {
        let platform = try ScriptedPlatform { packet, number in
            // Until 2017 the QN stood in the data region of the answer.
            number == 1
                ? .answer(["ST=91;CN=9014;PW=x;MN=A1;CP=&&QN=\(packet.header("QN"))&&"])
                : .answer([ScriptedPlatform.confirmation(packet)])
        }
        var rules = rules(platform.port)
        rules.upstream?.renamed = ["A2": "010000A8900016F000169DC0"]
        let hub = try DeviceHub(rules, upstreamPassword: "654321")
        let device = try DeviceClient(port: hub.port)
        let region = "DataTime=20251126025000;011-Avg=9.990,011-Flag=N"
        device.send(segment: "ST=32;CN=2051;PW=123456;MN=A1;CP=&&\(region)&&")
        try isForwarded(hub, 1)
        device.send(segment: segment("A2", minute: 1, flag: 4))
        try isForwarded(hub, 2)
        let packets = platform.packets
        // 2025-11-26T03:46:40 in China is the hub's clock.
        #expect(
            packets[0].segment == "QN=20251126034640000;ST=32;CN=2051;PW=654321;MN=A1;Flag=1;CP=&&\(region)&&")
        #expect(
            packets[1].segment
                == segment("010000A8900016F000169DC0", minute: 1).replacingOccurrences(
                    of: "PW=123456", with: "PW=654321"))
    }

    @Test("A platform may answer late, twice, with another QN, in pieces, without a line end, and ask for things")
    func rude() throws {
        let wrong = "QN=20200101000000000;ST=91;CN=9014;PW=x;MN=A1;Flag=4;CP=&&&&"
        let ask =
            "QN=20251126000000000;ST=32;CN=2061;PW=x;MN=A1;Flag=5;CP=&&BeginTime=20251126000000;EndTime=20251126010000&&"
        let platform = try ScriptedPlatform(greeting: ask) { packet, number in
            let right = ScriptedPlatform.confirmation(packet)
            if packet.header("CN") == "9011" { return .nothing }
            switch number {
            case 1: return .answer([wrong])
            case 2:
                return .answer([right, right, ScriptedPlatform.confirmation(packet, command: 9011, region: "QnRtn=1")])
            case 3: return .hangUp(Array(DeviceClient.frame(right).prefix(30)))
            case 4: return .answer([ask])
            case 5: return .bytes(Array("HTTP/1.1 400\r\n\r\n".utf8) + DeviceClient.frame(right).dropLast(2))
            default: return .answer([right])
            }
        }
        let hub = try DeviceHub(rules(platform.port, overtime: 200))
        try hub.waits { $0.upstream?.isConnected == true }
        #expect(eventually { !platform.packets.isEmpty })
        try report(hub, (0...3).map { segment("A1", minute: $0) })
        try isForwarded(hub, 4)
        let packets = platform.packets
        #expect(packets[0].segment == "QN=20251126000000000;ST=91;CN=9011;PW=x;MN=A1;Flag=4;CP=&&QnRtn=2&&")
        let sent = packets.filter { $0.header("CN") == "2051" }.map { $0.header("QN").dropFirst(10).prefix(2) }
        #expect(sent.first == "00" && sent.last == "03")
        #expect(sent == sent.sorted() && Set(sent).count == 4 && sent.count > 5)
        #expect(platform.connections >= 2)
        #expect(hub.state.upstream?.refused == 0)
    }

    @Test("A refused packet is set aside with the reason when others are taken, and kept for people")
    func refusals() throws {
        let platform = try ScriptedPlatform { packet, _ in
            packet.header("MN") == "A1"
                ? .answer([ScriptedPlatform.confirmation(packet, command: 9011, region: "QnRtn=4")])
                : .answer([ScriptedPlatform.confirmation(packet)])
        }
        let hub = try DeviceHub(rules(platform.port))
        try report(hub, [segment("A1", minute: 0), segment("A2", minute: 1), segment("A3", minute: 2)])
        try hub.waits { $0.upstream?.waiting == 0 }
        #expect(hub.state.upstream?.sent == 2 && hub.state.upstream?.refused == 1)
        let notices = try hub.notices()
        #expect(
            notices.map(\.fault) == [
                "not forwarded to 127.0.0.1:\(platform.port): it refuses a packet: wrong MN (QnRtn 4)"
            ])
        #expect(notices[0].body == DeviceClient.frame(segment("A1", minute: 0)))
        #expect(try hub.readings("A1", .minute).count == 1)
    }

    @Test("A device that the platform says nothing to holds up the others for a moment, and is set aside")
    func ignoredDevice() throws {
        let platform = try ScriptedPlatform { packet, _ in
            packet.header("MN") == "A1" ? .nothing : .answer([ScriptedPlatform.confirmation(packet)])
        }
        let hub = try DeviceHub(rules(platform.port, overtime: 700))
        try report(hub, (0..<12).map { segment("A\(1 + $0 % 3)", minute: $0) })
        try hub.waits { $0.upstream?.waiting == 0 }
        #expect(hub.state.upstream?.sent == 8 && hub.state.upstream?.refused == 4)
        #expect(try hub.notices().allSatisfy { $0.fault.hasSuffix("it does not answer it, and answers others") })
        let first = platform.packets.count { $0.header("QN") == "20251126030000000" }
        let later = platform.packets.count { $0.header("QN") == "20251126030300000" }
        #expect(first == 8 && later == 1)
    }

    @Test("A name that nobody knows is told, and keeps nobody from stopping")
    func unknownName() throws {
        var rules = rules(1)
        rules.upstream?.host = "no host"
        let hub = try DeviceHub(rules)
        try report(hub, [segment("A1", minute: 0)])
        try hub.waits { $0.upstream?.problem?.hasPrefix("cannot connect to no host: ") == true }
        let start = ContinuousClock.now
        hub.stop()
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("A platform that takes nothing, for a wrong password, costs nothing: with the right one all is taken")
    func wrongPassword() throws {
        var strict = DeviceRules()
        strict.host = "127.0.0.1"
        let platform = try DeviceHub(strict, password: "654321")
        let hub = try DeviceHub(rules(platform.port))
        try report(hub, (0..<30).map { segment("A\($0)", minute: $0) })
        try hub.waits { $0.upstream?.problem?.contains("wrong PW (QnRtn 3)") == true }
        #expect(hub.state.upstream?.waiting == 30 && hub.state.upstream?.refused == 0)
        hub.stop()
        try hub.start(rules(platform.port), upstreamPassword: "654321")
        try isForwarded(hub, 30)
        #expect(platform.state.stored == 30)
    }

    @Test("A platform that never answers keeps nobody from stopping, and devices are answered all the same")
    func silent() throws {
        let platform = try ScriptedPlatform { _, _ in .nothing }
        let hub = try DeviceHub(rules(platform.port, overtime: 200))
        try report(hub, (0..<5).map { segment("A1", minute: $0) })
        try hub.waits { $0.upstream?.problem == "it does not answer" }
        #expect(hub.state.upstream?.waiting == 5)
        let start = ContinuousClock.now
        hub.stop()
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("A platform that hangs up after each answer, or answers with another MN, is borne, and the latter is told")
    func oddPlatforms() throws {
        let brief = try ScriptedPlatform { packet, _ in
            .hangUp(DeviceClient.frame(ScriptedPlatform.confirmation(packet)))
        }
        let hub = try DeviceHub(rules(brief.port))
        try report(hub, (0..<10).map { segment("A1", minute: $0) })
        try isForwarded(hub, 10)
        #expect(brief.connections >= 10 && brief.packets.count == 10)
        #expect(hub.state.upstream?.problem == nil)
        let other = try ScriptedPlatform { packet, _ in
            .answer([ScriptedPlatform.confirmation(packet).replacingOccurrences(of: "MN=A1", with: "MN=B1")])
        }
        hub.stop()
        try hub.start(rules(other.port, overtime: 200))
        try report(hub, [segment("A1", minute: 10)])
        try hub.waits {
            $0.upstream?.problem
                == "it does not answer; what it did answer, nobody had sent: QN 20251126031000000, MN B1"
        }
        #expect(hub.state.upstream?.waiting == 1)
    }

    @Test("What sends nothing but something else is no platform")
    func noPlatform() throws {
        let page = [UInt8](repeating: UInt8(ascii: "x"), count: 600_000)
        let server = try ScriptedPlatform { _, _ in .bytes(page) }
        let hub = try DeviceHub(rules(server.port, overtime: 200))
        try report(hub, [segment("A1", minute: 0)])
        try hub.waits { $0.upstream?.problem == "it sends something else than answers" }
        #expect(hub.state.upstream?.waiting == 1)
    }

    @Test("A spool that is full takes nothing more, and says so; devices are answered all the same")
    func full() throws {
        let platform = try ScriptedPlatform { _, _ in .nothing }
        var rules = rules(platform.port)
        rules.upstream?.keep = 1_000
        let hub = try DeviceHub(rules)
        try report(hub, (0..<12).map { segment("A1", minute: $0) })
        #expect(hub.state.upstream?.isFull == true && hub.state.stored == 12)
        let missed = try required(hub.state.upstream).missed
        #expect(missed > 5 && (hub.state.upstream?.waiting ?? 0) + missed == 12)
        #expect(try hub.notices().count == 1 && hub.notices()[0].fault.contains("stored, but not forwarded"))
        hub.stop()
        let back = try ScriptedPlatform { packet, _ in .answer([ScriptedPlatform.confirmation(packet)]) }
        rules.upstream?.port = back.port
        try hub.start(rules)
        try hub.waits { $0.upstream?.waiting == 0 }
        try report(hub, [segment("A1", minute: 30)])
        try isForwarded(hub, 12 - missed + 1)
        #expect(try hub.notices().last?.fault.contains("\(missed) packets that came from") == true)
        #expect(hub.state.upstream?.isFull == false)
    }

    @Test("A fleet's packets are all there, each device's in its order, whatever the window", arguments: [1, 8])
    func fleet(window: Int) async throws {
        let platform = try DeviceHub()
        var rules = rules(platform.port, points: ["*"], overtime: 5_000)
        rules.upstream?.window = window
        rules.upstream?.periods = [.realtime]
        let hub = try DeviceHub(rules)
        var plan = FleetPlan()
        plan.port = hub.port
        plan.devices = 20
        plan.packets = 1_000
        plan.start = 1_764_000_000_000
        let zone = hub.zone
        let report = try await Task.detached { [plan] in try DeviceFleet(plan, zone: zone).run() }.value
        #expect(report.answered == 1_000 && report.wrong == 0)
        #expect(await becomes { hub.state.upstream?.waiting == 0 })
        try isForwarded(hub, 1_000)
        #expect(platform.state.stored == 1_000 && platform.state.repeated == 0)
        for device in 0..<20 { #expect(try platform.readings(plan.mn(device)) == hub.readings(plan.mn(device))) }
    }
}
