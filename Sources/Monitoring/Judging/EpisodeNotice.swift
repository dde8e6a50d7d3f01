import Foundation
import Model
import Storage

/// Episodes as bytes: what the judge keeps of them, and the records that the hub's mapping reads.
enum EpisodeNotice {
    static func body(_ episode: Episode) throws -> [UInt8] { Array(try encoder().encode(episode)) }

    static func episode(_ body: [UInt8]) throws -> Episode {
        do {
            return try JSONDecoder().decode(Episode.self, from: Data(body))
        } catch {
            throw StoreError(.damaged, "an exceedance of the time series cannot be read: \(error)")
        }
    }

    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// Members in the words of mappings.
    static func recordEncoder() -> JSONEncoder {
        let encoder = encoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return encoder
    }

    /// What a mapping sees of an episode; times are UTC.
    private struct Record: Encodable {
        var kind = "exceedance"
        var id: String
        var mn: String
        var factor: String
        var period: String
        var openedAt: String
        var lastSeenAt: String?
        var closedAt: String?
        var valuesOver: Int?
        var peak: String?
        var peakAt: String?
        var unit: String?
        var limitMin: String?
        var limitMax: String?
        var ratio: String?
        var limitBasis: String?
        var pointName: String?
        var medium: String?
        var outletCode: String?
        var uscc: String?
        var withdrawn: String?
    }

    private static func record(_ opened: Int64, _ factor: String, _ series: SeriesID, _ point: LimitBook.Point)
        -> Record
    {
        let period = series.period?.code ?? ""
        return Record(
            id: "exceedance|\(point.code)|\(factor)|\(period)|\(opened)", mn: point.code, factor: factor,
            period: period,
            openedAt: text(opened), pointName: point.name, medium: point.medium, outletCode: point.outlet,
            uscc: point.uscc)
    }

    static func notice(
        _ episode: Episode, factor: String, _ series: SeriesID, _ point: LimitBook.Point, at now: Int64
    ) throws -> Notice {
        var record = record(episode.opened, factor, series, point)
        record.lastSeenAt = text(episode.lastSeen)
        record.closedAt = episode.closed.map(text)
        record.valuesOver = episode.count
        record.peak = episode.peak.text
        record.peakAt = text(episode.peakAt)
        record.unit = episode.unit
        record.limitMin = episode.min?.text
        record.limitMax = episode.max?.text
        record.ratio = episode.ratio?.text
        record.limitBasis = episode.basis.isEmpty ? nil : episode.basis
        return Notice(.exceedance, key: record.id, at: now, body: Array(try recordEncoder().encode(record)))
    }

    /// An episode that turned out to be none: values or limits were corrected.
    static func withdrawal(
        opened: Int64, factor: String, _ series: SeriesID, _ point: LimitBook.Point, at now: Int64
    ) throws -> Notice {
        var record = record(opened, factor, series, point)
        record.withdrawn = "yes"
        return Notice(.exceedance, key: record.id, at: now, body: Array(try recordEncoder().encode(record)))
    }

    static func text(_ time: Int64) -> String { Instant(milliseconds: time).description }
}
