import Connectors
import Foundation
import HJ212
import Storage
import Testing

@testable import Monitoring

/// The hub's clock of these tests shows 2025-11-26 03:46:40 in Shanghai.
@Suite("Devices are asked for what is missing", .timeLimit(.minutes(2)))
struct AskingTests {
    private static let mn = "010000A8900016F000169DC0"
    private static let times = AskingTimes(overtime: 1, tries: 2, quiet: 2, firstLook: 1, nextLook: 3_600, again: 3_600)

    private func segment(_ region: String, cn: Int, qn: String = "20251126034640000", flag: Int = 5) -> String {
        "QN=\(qn);ST=32;CN=\(cn);PW=123456;MN=\(Self.mn);Flag=\(flag);CP=&&\(region)&&"
    }

    private func report(_ device: DeviceClient, _ cn: Int, _ time: String, qn: String = "20251126034640000") {
        device.send(segment: segment("DataTime=\(time);w01018-Avg=1,w01018-Flag=N", cn: cn, qn: qn))
    }

    /// A field of a segment.
    private func field(_ name: String, of segment: String) -> String {
        segment.split(whereSeparator: { ";&".contains($0) }).first { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.count + 1)) } ?? ""
    }

    /// The next request of the hub: what is neither 9014 nor 9013.
    private func request(_ device: DeviceClient) -> String? {
        while let segment = device.answer() {
            if !segment.contains("CN=9014") && !segment.contains("CN=9013") { return segment }
        }
        return nil
    }

    @Test("Hours that are missing are asked for, and what comes is stored as history; the next gap follows")
    func history() throws {
        let hub = try DeviceHub(asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        for hour in ["2520", "2521", "2523", "2600"] { report(device, 2061, "202511\(hour)0000") }
        let first = try #require(request(device))
        #expect(first.contains("CN=2061;PW=123456;MN=\(Self.mn);Flag=5"))
        #expect(field("BeginTime", of: first) == "20251125220000" && field("EndTime", of: first) == "20251125225959")
        let qn = field("QN", of: first)
        device.send(segment: segment("QnRtn=1", cn: 9011, qn: qn, flag: 4))
        report(device, 2061, "20251125220000", qn: qn)
        device.send(segment: segment("ExeRtn=1", cn: 9012, qn: qn, flag: 4))
        let second = try #require(request(device))
        #expect(field("BeginTime", of: second) == "20251126010000" && field("EndTime", of: second) == "20251126015959")
        #expect(field("QN", of: second) != qn)
        try hub.waits { $0.stored == 5 && $0.asked == 2 && $0.answered == 1 }
        #expect(try hub.origins(Self.mn, .hour) == [.device, .device, .history, .device, .device])
    }

    @Test("A request without an answer is sent again with its QN, and a device that never answers is left alone")
    func noAnswer() throws {
        let hub = try DeviceHub(asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        for hour in ["20", "22", "23"] { report(device, 2061, "20251125\(hour)0000") }
        let first = try #require(request(device))
        let again = try #require(request(device))
        #expect(first == again)
        Thread.sleep(forTimeInterval: 2.5)
        #expect(hub.state.asked == 1 && hub.state.answered == 0)
    }

    @Test("A device that refuses is not asked the same again")
    func refused() throws {
        let hub = try DeviceHub(asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        for hour in ["2521", "2523", "2601"] { report(device, 2061, "202511\(hour)0000") }
        for gap in ["20251125220000", "20251126000000"] {
            let asked = try #require(request(device))
            #expect(field("BeginTime", of: asked) == gap)
            device.send(segment: segment("QnRtn=2", cn: 9011, qn: field("QN", of: asked), flag: 4))
        }
        try hub.waits { $0.asked == 2 && $0.answered == 2 }
    }

    @Test("A device that asks for the time is told it; one whose clock is off is told when that is wished")
    func clocks() throws {
        var rules = DeviceRules()
        rules.clockTolerance = .seconds(300)
        let hub = try DeviceHub(rules, asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        report(device, 2011, "20251126034600")
        let asked = try #require(request(device))
        #expect(asked.contains("CN=1011"))
        let qn = field("QN", of: asked)
        device.send(segment: segment("QnRtn=1", cn: 9011, qn: qn, flag: 4))
        device.send(segment: segment("SystemTime=20251126020000", cn: 1011, qn: qn, flag: 4))
        device.send(segment: segment("ExeRtn=1", cn: 9012, qn: qn, flag: 4))
        let set = try #require(request(device))
        #expect(set.contains("CN=1012") && field("SystemTime", of: set) == "20251126034640")
        device.send(segment: segment("ExeRtn=1", cn: 9012, qn: field("QN", of: set), flag: 4))
        device.send(segment: segment("", cn: 1013, qn: "20251126034700000"))
        #expect(try #require(request(device)).contains("CN=1012"))
    }

    @Test("Answers of 2005 have their QN in the region, and requests both times in one item")
    func oldEdition() throws {
        let hub = try DeviceHub(asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        for hour in ["2521", "2523", "2600", "2601"] {
            device.send(
                segment: "ST=32;CN=2061;PW=123456;MN=12091200160055;CP=&&DataTime=202511\(hour)0000;011-Avg=9.99&&")
        }
        let asked = try #require(request(device))
        #expect(asked.contains("BeginTime=20251125220000,EndTime=20251125225959"))
        #expect(asked.contains("CN=2061;PW=123456;MN=12091200160055;Flag=1"))
        device.send(
            segment: "ST=91;CN=9011;PW=123456;MN=12091200160055;Flag=0;CP=&&QN=\(field("QN", of: asked));QnRtn=1&&")
        device.send(
            segment: "ST=91;CN=9012;PW=123456;MN=12091200160055;CP=&&QN=\(field("QN", of: asked));ExeRtn=100&&")
        try hub.waits { $0.asked == 1 && $0.answered == 1 }
    }

    @Test("Nothing is asked when that is not wished")
    func off() throws {
        var rules = DeviceRules()
        rules.askFor = []
        let hub = try DeviceHub(rules, asking: Self.times)
        let device = try DeviceClient(port: hub.port)
        for hour in ["20", "22", "23"] { report(device, 2061, "20251125\(hour)0000") }
        Thread.sleep(forTimeInterval: 2.5)
        #expect(hub.state.asked == 0)
    }
}
