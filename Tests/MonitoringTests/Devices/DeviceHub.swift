import Connectors
import Foundation
import HJ212
import Model
import Storage
import TestServers

@testable import Monitoring

/// A hub's devices in a folder of their own.
final class DeviceHub {
    let directory: URL
    let path: String
    let zone: TimeZoneRules
    private var service: DeviceService?
    private(set) var port = 0

    init(
        _ rules: DeviceRules = DeviceRules(), password: String? = nil, book: LimitBook = LimitBook(),
        asking: AskingTimes = AskingTimes(), keys: String? = nil, upstreamPassword: String? = nil
    ) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "envhub-devices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "measurements.db").path
        zone = try required(TimeZoneRules(named: "Asia/Shanghai"))
        try start(
            rules, password: password, book: book, asking: asking, keys: keys, upstreamPassword: upstreamPassword)
    }

    func start(
        _ rules: DeviceRules, password: String? = nil, book: LimitBook = LimitBook(),
        asking: AskingTimes = AskingTimes(), keys: String? = nil, upstreamPassword: String? = nil
    ) throws {
        var rules = rules
        rules.host = "127.0.0.1"
        var surroundings = DeviceService.Surroundings(path: path, zone: zone) { 1_764_100_000_000 }
        surroundings.password = password.map { Secret($0) }
        if let keys { surroundings.keys = try DeviceKeys(Secret(keys)) }
        surroundings.limits = { book }
        surroundings.askingTimes = asking
        surroundings.upstreamPassword = upstreamPassword.map { Secret($0) }
        surroundings.upstreamTiming.firstWait = 50
        surroundings.upstreamTiming.longestWait = 300
        surroundings.upstreamTiming.firstHold = 200
        surroundings.upstreamTiming.longestHold = 500
        surroundings.upstreamTiming.silence = 100
        let service = try DeviceService(rules, in: surroundings)
        self.service = service
        port = service.port
    }

    func stop() {
        service?.stop()
        service = nil
    }

    deinit {
        service?.stop()
        try? FileManager.default.removeItem(at: directory)
    }

    var state: DeviceService.State { service?.state ?? DeviceService.State() }

    /// Waits for `condition`.
    func waits(until condition: (DeviceService.State) -> Bool) throws {
        guard eventually({ condition(state) }) else { throw MissingValue() }
    }

    /// All readings of a device, as texts.
    func readings(_ mn: String, _ period: SeriesPeriod = .realtime) throws -> [String] {
        let reader = try SeriesReader(path: path)
        guard let point = try reader.point(mn) else { return [] }
        var texts: [String] = []
        try reader.read(SeriesID(point: point, period: period), from: 0, to: .max) { reading in
            let values = reading.values.map { "\($0.name.factor)-\($0.name.field)=\($0.value)\($0.name.unit)" }
            let time = Instant(milliseconds: reading.time).reading(in: zone)
            texts.append("\(time) " + values.joined(separator: ","))
        }
        return texts
    }

    /// How the readings of a device came to be.
    func origins(_ mn: String, _ period: SeriesPeriod) throws -> [ReadingOrigin] {
        let reader = try SeriesReader(path: path)
        guard let point = try reader.point(mn) else { return [] }
        var origins: [ReadingOrigin] = []
        try reader.read(SeriesID(point: point, period: period), from: 0, to: .max) { origins.append($0.origin) }
        return origins
    }

    func notices(_ kinds: Set<Notice.Kind> = [.exceedance, .refused]) throws -> [Notice] {
        try SeriesReader(path: path).notices(after: 0, limit: 1000).filter { kinds.contains($0.kind) }
    }
}

struct MissingValue: Error {}

func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw MissingValue() }
    return value
}
