import Connectors
import Diagnostics
import Foundation
import Model
import Monitoring
import Storage
import Sync

/// The time series of a hub's devices: a file a connector of kind `hj212`.
struct DeviceFiles {
    /// One of them.
    struct DeviceFile {
        let connector: String
        let reader: SeriesReader
        let zone: TimeZoneRules
        let book: LimitBook
    }

    let files: [DeviceFile]
    private let pollutants: CodeTable?

    /// Opens those that devices have reported to.
    ///
    /// - Throws: ``CommandError`` when there is none.
    init(_ hub: Hub) throws {
        pollutants = hub.codes["pollutant"]
        files = try hub.connectors.compactMap { definition in
            let path = hub.seriesPath(of: definition.name)
            guard let rules = (definition.source as? HJ212Source)?.rules, FileManager.default.fileExists(atPath: path)
            else { return nil }
            let zone = definition.timezone ?? .utc
            let book = try LimitBookReader(storePath: hub.storePath, units: hub.units, rules: rules, zone: zone).read()
            return DeviceFile(
                connector: definition.name, reader: try SeriesReader(path: path), zone: zone, book: book)
        }
        guard !files.isEmpty else {
            throw CommandError(
                hub.connectors.contains { $0.source is HJ212Source }
                    ? "no device has reported yet: `envhub serve` listens for them"
                    : "this hub has no connector of kind hj212: see docs/connectors.md")
        }
    }

    /// The Chinese name of a factor; its code when no table has it.
    func name(of factor: String) -> String {
        guard let pollutants, let index = pollutants.entry(factor) else { return factor }
        let label = pollutants[index].labelZh
        return label.isEmpty ? factor : label
    }

    /// How the points stand.
    ///
    /// - Parameter codes: which; all of them when it is empty.
    /// - Throws: ``CommandError`` for a point that never reported.
    func standings(of codes: [String] = []) throws -> [PointStanding] {
        let standings = try files.flatMap { try PointBoard($0.reader, book: $0.book).standings(of: Set(codes)) }
        if let missing = codes.first(where: { code in !standings.contains { $0.code == code } }) {
            throw CommandError(try unknown(missing))
        }
        return standings
    }

    /// The file in which a point's readings are, and its number there.
    func find(_ code: String) throws -> (file: DeviceFile, point: Int64) {
        for file in files { if let point = try file.reader.point(code) { return (file, point) } }
        throw CommandError(try unknown(code))
    }

    private func unknown(_ code: String) throws -> String {
        let known = try files.flatMap { try $0.reader.points().map(\.code) }
        let nearest = Suggestion.nearest(to: code, among: known).map { "; did you mean `\($0)`?" } ?? ""
        return "no device with MN `\(code)` has reported" + nearest
    }
}
