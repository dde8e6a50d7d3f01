import JSON
import Monitoring
import Storage

/// Points and their values as JSON.
enum StandingJSON {
    static func append(
        _ standings: [PointStanding], of devices: DeviceFiles, where isWanted: (PointStanding.Value) -> Bool,
        _ writer: inout JSONWriter
    ) {
        writer.beginArray()
        for standing in standings {
            writer.beginObject()
            writer.field("mn", standing.code)
            writer.field("name", standing.name)
            writer.field("state", standing.state.rawValue)
            writer.field("reason", standing.reason)
            writer.field("since", JSONOutput.time(standing.since))
            writer.field("heard", JSONOutput.time(standing.heard))
            writer.key("values")
            writer.beginArray()
            for value in standing.values where isWanted(value) { append(value, of: devices, &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private static func append(_ value: PointStanding.Value, of devices: DeviceFiles, _ writer: inout JSONWriter) {
        writer.beginObject()
        append(value.report, of: devices, &writer)
        writer.field("period", value.period.code)
        writer.field("limit_min", value.limit?.min.map { "\($0)" })
        writer.field("limit_max", value.limit?.max.map { "\($0)" })
        writer.field("over", value.isOver)
        writer.endObject()
    }

    /// The members of one factor's report. Values are texts, as exact as the device wrote them.
    static func append(_ report: FactorReport, of devices: DeviceFiles, _ writer: inout JSONWriter) {
        writer.field("factor", report.factor)
        writer.field("factor_name", devices.name(of: report.factor))
        writer.field("time", JSONOutput.time(report.time))
        writer.field("value", report.value?.description)
        writer.field("unit", report.unit.isEmpty ? nil : report.unit)
        writer.field("flag", report.flag)
        writer.field("min", report.min?.description)
        writer.field("max", report.max?.description)
        writer.field("converted", report.converted?.description)
        writer.field("discharge", report.discharge?.description)
        writer.field("discharge_unit", report.dischargeUnit.isEmpty ? nil : report.dischargeUnit)
    }
}
