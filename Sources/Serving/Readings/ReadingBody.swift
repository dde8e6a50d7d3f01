import CSV
import JSON
import Model
import Storage

/// A body of readings: an object a point, factor and moment, as lines, as an array or as a table.
struct ReadingBody {
    private static let columns = [
        "monitoring_point", "point", "pollutant", "period", "time", "value", "unit", "flag", "min", "max", "converted",
        "discharge", "discharge_unit", "origin",
    ]
    private let format: LineFormat
    private var json = JSONWriter()
    private var csv: CSVWriter
    private var lines: [UInt8] = []
    private(set) var count = 0

    init(_ format: LineFormat) {
        self.format = format
        csv = CSVWriter(byteOrderMark: format == .csv, guardsFormulas: format == .csv)
        switch format {
        case .json: json.beginArray()
        case .csv, .rawCSV:
            for name in Self.columns { csv.text(name) }
            csv.endRecord()
        case .ndjson: break
        }
    }

    /// Adds one factor of one moment.
    mutating func append(
        _ report: FactorReport, at point: (code: String, id: String), _ period: SeriesPeriod, _ origin: ReadingOrigin?
    ) {
        count += 1
        let cells = Self.cells(report, point, period, origin)
        switch format {
        case .csv, .rawCSV:
            for cell in cells {
                switch cell {
                case .text(let text): csv.text(text)
                case .number(let text): csv.plain(text)
                case .nothing: csv.empty()
                }
            }
            csv.endRecord()
        case .json: Self.append(cells, to: &json)
        case .ndjson:
            var writer = JSONWriter()
            Self.append(cells, to: &writer)
            lines += writer.bytes + [UInt8(ascii: "\n")]
        }
    }

    /// The whole body.
    consuming func take() -> [UInt8] {
        switch format {
        case .ndjson: return lines
        case .csv, .rawCSV: return csv.bytes
        case .json:
            json.endArray()
            return json.bytes + [UInt8(ascii: "\n")]
        }
    }

    private enum Cell {
        case text(String)
        /// Digits as exact as the device wrote them.
        case number(String)
        case nothing

        init(_ text: String?) { self = text.map { $0.isEmpty ? .nothing : .text($0) } ?? .nothing }

        init(_ value: SeriesValue?) {
            switch value {
            case .decimal?: self = .number(value?.description ?? "")
            case .text(let text)?: self = .text(text)
            case nil: self = .nothing
            }
        }
    }

    private static func cells(
        _ report: FactorReport, _ point: (code: String, id: String), _ period: SeriesPeriod, _ origin: ReadingOrigin?
    ) -> [Cell] {
        [
            .text(point.id), .text(point.code), .text(report.factor), Cell(period.code),
            .text(Instant(milliseconds: report.time).description), Cell(report.value), Cell(report.unit),
            Cell(report.flag), Cell(report.min), Cell(report.max), Cell(report.converted), Cell(report.discharge),
            Cell(report.dischargeUnit), Cell(origin.map { "\($0)" }),
        ]
    }

    private static func append(_ cells: [Cell], to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, cell) in zip(columns, cells) {
            writer.key(name)
            switch cell {
            case .text(let text): writer.string(text)
            case .number(let text): writer.raw(Array(text.utf8))
            case .nothing: writer.null()
            }
        }
        writer.endObject()
    }
}
