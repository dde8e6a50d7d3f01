import JSON
import Monitoring
import Storage
import Sync
import Terminal

/// `envhub readings show`
enum ReadingsShowCommand: Command {
    static let name = ["readings", "show"]
    static let summary = "what a device reported in a stretch of time"
    static let arguments = "MN"
    static let options = [
        Option("period", "PERIOD", "realtime, minute, hour or day (default: the shortest that it reports)"),
        Option("factor", "CODE", "only this factor, such as w01018; several with commas between"),
        Option("from", "TIME", "from this day, or so long ago, such as 6h (default 24h)"),
        Option("to", "TIME", "up to this day, or so long ago (default: now)"),
        Option("limit", "N", "at most so many readings, the newest (default 500)"),
    ]
    static let examples = [
        (
            command: "envhub readings show 91440101231245152YDW001 --period hour --from 2026-11-01",
            does: "the hours since a day"
        ),
        (
            command: "envhub readings show 91440101231245152YDW001 --factor w01018,w21003 --json",
            does: "two factors of the last 24 hours, a reading a line"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let devices = try DeviceFiles(try OpenHub.load(call))
        let (file, point) = try devices.find(call.arguments[0])
        let series = SeriesID(point: point, period: try period(call, point, file.reader))
        let factors = try factors(call, file.reader)
        let now = SyncRun.clock()
        let (start, end) = (try call.instant("from") ?? now - 86_400_000, try call.instant("to") ?? now)
        guard start < end else { throw UsageError("--from is not before --to") }
        let limit = try call.integer("limit", in: 1...1_000_000) ?? 500
        let readings = try newest(limit, series, start, end, factors, file.reader)
        if call.isJSON {
            for reading in readings { write(reading, factors, devices) }
        } else {
            show(readings, factors, devices, series)
        }
        return .ok
    }

    private static func period(_ call: Call, _ point: Int64, _ reader: SeriesReader) throws -> SeriesPeriod {
        let all: [SeriesPeriod] = [.realtime, .minute, .hour, .day]
        if let name = call["period"] {
            guard let period = all.first(where: { $0.code == name }) else {
                throw UsageError(Names.unknown("period", name, among: all.compactMap(\.code)))
            }
            return period
        }
        return try all.first { try reader.hasReadings(SeriesID(point: point, period: $0), before: SyncRun.clock()) }
            ?? .realtime
    }

    /// The factors that are asked for; nil for all.
    private static func factors(_ call: Call, _ reader: SeriesReader) throws -> Set<String>? {
        guard let text = call["factor"] else { return nil }
        let known = Set(try reader.columns().map(\.factor))
        let wanted = text.split(separator: ",").map(String.init)
        if let missing = wanted.first(where: { !known.contains($0) }) {
            throw CommandError(Names.unknown("factor", missing, among: known.sorted()))
        }
        return Set(wanted)
    }

    /// The newest readings of a stretch, oldest first.
    private static func newest(
        _ limit: Int, _ series: SeriesID, _ start: Int64, _ end: Int64, _ factors: Set<String>?, _ reader: SeriesReader
    ) throws -> [SeriesReading] {
        var readings: [SeriesReading] = []
        try reader.snapshot {
            try reader.read(series, from: start, to: end) { reading in
                if let factors, !reading.values.contains(where: { factors.contains($0.name.factor) }) { return }
                readings.append(reading)
                if readings.count >= 2 * limit { readings.removeFirst(limit) }
            }
        }
        return readings.suffix(limit)
    }

    private static func show(
        _ readings: [SeriesReading], _ factors: Set<String>?, _ devices: DeviceFiles, _ series: SeriesID
    ) {
        let out = TerminalOutput.standardOutput
        guard !readings.isEmpty else { return out.line("no \(series.period?.code ?? "") readings in this time") }
        var table = Table(
            columns: ["时间", "因子", "值", "单位", "最小", "最大", "折算", "排放量", "标记", ""],
            alignments: [.left, .left, .right, .left, .right, .right, .right, .right, .left, .left])
        for reading in readings {
            for report in reading.factors where factors?.contains(report.factor) ?? true {
                let discharge = report.discharge.map { "\($0) \(report.dischargeUnit)" } ?? ""
                table.add([
                    Times.text(report.time), devices.name(of: report.factor), report.value?.description ?? "",
                    report.unit, report.min?.description ?? "", report.max?.description ?? "",
                    report.converted?.description ?? "", discharge, report.flag ?? "",
                    ReadingText.origin(reading.origin),
                ])
            }
        }
        out.write(table.rendered())
    }

    private static func write(_ reading: SeriesReading, _ factors: Set<String>?, _ devices: DeviceFiles) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.field("time", JSONOutput.time(reading.time))
            writer.field("received", JSONOutput.time(reading.received))
            writer.field("origin", "\(reading.origin)")
            writer.key("values")
            writer.beginArray()
            for report in reading.factors where factors?.contains(report.factor) ?? true {
                writer.beginObject()
                StandingJSON.append(report, of: devices, &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
    }
}
