import Connectors
import Crypto
import HJ212
import Model
import Storage
import Testing

@testable import Monitoring

@Suite("Devices: what they send is stored before it is answered", .timeLimit(.minutes(2)))
struct DeviceServiceTests {
    private static let mn = "010000A8900016F000169DC0"

    private func segment(
        _ region: String, qn: String = "20251126030000000", cn: Int = 2011, flag: String = "Flag=5;", mn: String = mn,
        pw: String = "123456"
    ) -> String { "QN=\(qn);ST=32;CN=\(cn);PW=\(pw);MN=\(mn);\(flag)CP=&&\(region)&&" }

    private let data = "DataTime=20251126030000;w01018-Rtd=23.150,w01018-Flag=N;w21003-Rtd=1.2,w21003-Flag=N"

    @Test("A packet is stored, answered with its own QN and its edition, and stored once when it is sent again")
    func uploads() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        for _ in 0..<2 {
            device.send(segment: segment(data))
            #expect(
                device.answer()
                    == "QN=20251126030000000;ST=91;CN=9014;PW=123456;MN=\(Self.mn);Flag=4;CP=&&&&")
        }
        #expect(
            try hub.readings(Self.mn) == [
                "2025-11-26T03:00:00.000 w01018-Rtd=23.150mg/L,w01018-Flag=N,w21003-Rtd=1.2mg/L,w21003-Flag=N"
            ])
        #expect(hub.state.stored == 1 && hub.state.repeated == 1)
    }

    @Test("Codes of 2005 are stored under those of today, and what is not asked for is not answered")
    func oldEdition() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        device.send(
            segment: "ST=32;CN=2051;PW=123456;MN=12091200160055;CP=&&DataTime=20251126025000;011-Avg=9.99,011-Flag=N&&")
        device.send(segment: segment(data))
        #expect(device.answer()?.contains("CN=9014") == true)
        #expect(try hub.readings("12091200160055", .minute).first?.hasSuffix("-Avg=9.99,011-Flag=N") == true)
    }

    @Test("Parts of a packet are answered one by one and stored together")
    func parts() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        device.send(
            segment: segment(
                "DataTime=20251126030000;w01018-Rtd=1", qn: "20251126030000534", flag: "Flag=7;PNUM=2;PNO=1;"))
        device.send(
            segment: segment(
                "DataTime=20251126030000;w21003-Rtd=2", qn: "20251126030000535", flag: "Flag=7;PNUM=2;PNO=2;"))
        #expect(device.answer()?.contains("QN=20251126030000534;") == true)
        #expect(device.answer()?.contains("QN=20251126030000535;") == true)
        #expect(try hub.readings(Self.mn) == ["2025-11-26T03:00:00.000 w01018-Rtd=1mg/L,w21003-Rtd=2mg/L"])
    }

    @Test("A device that ends no line is answered when it has fallen silent")
    func noLineEnd() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        device.send(Array(DeviceClient.frame(segment(data)).dropLast(2)))
        #expect(device.answer()?.contains("CN=9014") == true)
        device.send(Array(DeviceClient.frame(segment(data, qn: "20251126030001000")).dropLast(2)))
        #expect(device.answer()?.contains("QN=20251126030001000;") == true)
        #expect(try hub.readings(Self.mn).count == 1)
    }

    @Test("What is broken is kept with its bytes and its fault, and costs nothing else")
    func broken() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        var wrong = DeviceClient.frame(segment(data))
        wrong[30] ^= 1
        device.send(Array("GET / HTTP/1.1\r\n\r\n".utf8) + wrong + DeviceClient.frame(segment(data)))
        #expect(device.answer()?.contains("CN=9014") == true)
        let notices = try hub.notices()
        #expect(notices.map(\.kind) == [.refused, .refused])
        #expect(notices.first?.body.starts(with: Array("GET / HTTP".utf8)) == true)
        #expect(notices.last?.fault.contains("the checksum is") == true)
        #expect(notices.last?.body == wrong)
        #expect(try hub.readings(Self.mn).count == 1)
    }

    @Test("Whoever sends nothing but what is no packet is disconnected, and a device beside it is not")
    func garbage() throws {
        let hub = try DeviceHub()
        let (device, stranger) = (try DeviceClient(port: hub.port), try DeviceClient(port: hub.port))
        let lines = String(repeating: "##0004abcd&&0000\r\n", count: DeviceServerRules.mostRefused + 50)
        stranger.send(Array(lines.utf8))
        #expect(stranger.answer() == nil)
        device.send(segment: segment(data))
        #expect(device.answer()?.contains("CN=9014") == true)
    }

    @Test("Devices that are not on the list, or do not know the password, are told so and not stored")
    func strangers() throws {
        var rules = DeviceRules()
        rules.unknown = .refuse
        rules.allow = ["0100*"]
        let hub = try DeviceHub(rules, password: "654321")
        let device = try DeviceClient(port: hub.port)
        device.send(segment: segment(data, mn: "99"))
        #expect(device.answer()?.hasSuffix("CN=9011;PW=123456;MN=99;Flag=4;CP=&&QnRtn=4&&") == true)
        device.send(segment: segment(data))
        #expect(device.answer()?.hasSuffix("QnRtn=3&&") == true)
        device.send(segment: segment(data, pw: "654321"))
        #expect(device.answer()?.contains("CN=9014") == true)
        try hub.waits { $0.refused == 2 }
        #expect(try hub.notices().count == 2)
        #expect(try hub.notices().contains { $0.fault.contains("654321") } == false)
    }

    @Test("A clock that is far ahead, or was never set, refuses the packet")
    func clocks() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        for time in ["20991231000000", "19700101000000"] {
            device.send(segment: segment("DataTime=\(time);w01018-Rtd=1"))
            #expect(device.answer()?.contains("QnRtn=100") == true)
        }
        try hub.waits { $0.refused == 2 }
        #expect(try hub.notices().count == 2)
    }

    /// The block is that of HJ 212-2025, under the key of its example; the rest of the region is short enough to stay plain.
    @Test(
        "Encrypted regions are opened with the key of the device, and kept as they came when there is none or a wrong one"
    )
    func encryption() throws {
        let mn = "010000A8900016F000169DC0"
        let plain =
            "QN=20240601085857223;ST=32;CN=2011;PW=123456;MN=\(mn);Flag=9;CP=&&DataTime=20240520080000;w1-Rtd=5&&"
        let key = "30303030303030303030303030303030"
        let frame = try sealed(plain, key)
        #expect(String(decoding: frame, as: UTF8.self).contains("{0xE4,0x3E,0x15,"))
        for (keys, isRead) in [("# 备注\n\n\(mn) \(key)\n", true), ("* \(key)", true), ("02* \(key)", false)] {
            let hub = try DeviceHub(keys: keys)
            let device = try DeviceClient(port: hub.port)
            device.send(frame)
            if isRead {
                #expect(device.answer()?.contains("CN=9014") == true)
                #expect(try hub.readings(mn).first?.hasSuffix("w1-Rtd=5") == true)
            } else {
                try hub.waits { $0.refused == 1 }
                #expect(try hub.notices().first?.body == frame)
            }
        }
        let hub = try DeviceHub(keys: "\(mn) 00303030303030303030303030303030")
        try DeviceClient(port: hub.port).send(frame)
        try hub.waits { $0.refused == 1 }
        let notice = try #require(try hub.notices().first)
        #expect(notice.body == frame && notice.fault.contains("checksum"))
        for table in ["\(mn)", "\(mn) 3030", "a b c", "\(mn) zz303030303030303030303030303030"] {
            let error = #expect(throws: DeviceKeysError.self) { try DeviceKeys(Secret("# first\n" + table)) }
            #expect(error?.line == 2 && error?.description.contains("3030") == false)
        }
    }

    private func sealed(_ segment: String, _ key: String) throws -> [UInt8] {
        let frame = DeviceClient.frame(segment)
        var decoder = PacketDecoder()
        let packet = try required(decoder.decode(frame))
        let cipher = try required(Hex.decode(key).flatMap { SM4(key: $0) })
        return CipherRegion.seal(packet, in: frame.span, key: cipher)
    }

    @Test("An exceedance is told as soon as its packet is stored")
    func exceedances() throws {
        let limit = LimitRule(max: try DecimalValue("20"))
        let book = LimitBook([LimitBook.Point(code: Self.mn, limits: ["w01018": [limit]])])
        let hub = try DeviceHub(book: book)
        let device = try DeviceClient(port: hub.port)
        device.send(segment: segment(data))
        #expect(device.answer() != nil)
        #expect(try hub.notices().map(\.kind) == [.exceedance])
    }

    @Test("An hour of which only minutes came is there soon after, marked as computed, until the device's own comes")
    func computed() throws {
        let hub = try DeviceHub()
        let device = try DeviceClient(port: hub.port)
        func send(_ region: String, _ cn: Int) {
            device.send(segment: segment(region, qn: "2025112603000\(cn)", cn: cn))
            #expect(device.answer()?.contains("CN=9014") == true)
        }
        for minute in 0..<6 { send("DataTime=2025112602\(minute)000;w01018-Avg=1\(minute).0", 2051) }
        let computed =
            "2025-11-26T02:00:00.000 w01018-Avg=12.50mg/L,w01018-Min=10.0mg/L,w01018-Max=15.0mg/L,w01018-Flag=N"
        try hub.waits { _ in (try? hub.readings(Self.mn, .hour)) == [computed] }
        send("DataTime=20251126020000;w01018-Avg=12.6", 2061)
        #expect(try hub.readings(Self.mn, .hour) == ["2025-11-26T02:00:00.000 w01018-Avg=12.6mg/L"])
        #expect(hub.state.stored == 7 && hub.state.corrected == 0)
    }

    @Test("A computed hour over its limit turns its point over, and none makes a device heard")
    func computedState() throws {
        let limit = LimitRule(max: try DecimalValue("20"))
        var rules = DeviceRules()
        rules.judged = [.hour: 1]
        let hub = try DeviceHub(
            rules, book: LimitBook([LimitBook.Point(code: Self.mn, limits: ["w01018": [limit]])]))
        let device = try DeviceClient(port: hub.port)
        for minute in 0..<6 {
            device.send(
                segment: segment(
                    "DataTime=2025112602\(minute)000;w01018-Avg=30", qn: "2025112603000\(minute)000", cn: 2051))
            #expect(device.answer()?.contains("CN=9014") == true)
        }
        try hub.waits { _ in (try? hub.notices().contains { $0.kind == .exceedance }) == true }
        let told = try hub.notices([.state]).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(told.contains { $0.contains("over w01018/hour") })
        hub.stop()
        let reader = try SeriesReader(path: hub.path)
        let point = try #require(try reader.point(Self.mn))
        #expect(try reader.newestMoments(SeriesID(point: point, period: .hour), limit: 2).isEmpty)
        #expect(try reader.newestMoments(SeriesID(point: point, period: .minute), limit: 2).count == 2)
    }

    @Test("A fleet's packets are all stored once, over a restart and connections that break")
    func fleet() async throws {
        let hub = try DeviceHub()
        var plan = FleetPlan()
        plan.port = hub.port
        // Both ends are in this process, which other tests start programs from: that bears no thousand descriptors.
        plan.devices = 50
        plan.packets = 4_000
        plan.start = 1_764_000_000_000
        let zone = hub.zone
        let report = try await Task.detached { [plan] in try DeviceFleet(plan, zone: zone).run() }.value
        #expect(report.answered == 4_000 && report.wrong == 0)
        #expect(hub.state.stored == 4_000)
        hub.stop()
        let reader = try SeriesReader(path: hub.path)
        var count = 0
        for point in try reader.points() {
            try reader.read(SeriesID(point: point.number, period: .realtime), from: 0, to: .max) { reading in
                #expect(reading.values.count == 20)
                count += 1
            }
        }
        #expect(count == 4_000)
    }
}
