/// How a snapshot's records are written.
enum SnapshotFormat: String, Sendable, CaseIterable {
    /// The feed's lines, and an `end` line.
    case ndjson
    /// A table for people: texts that a spreadsheet would run as formulas are disarmed.
    case csv
    /// A table for machines: `?csv=raw`.
    case rawCSV = "raw.csv"
    /// A workbook.
    case xlsx
    /// A FeatureCollection (RFC 7946).
    case geojson
    /// XML in the namespace ``XMLSnapshot/namespace``.
    case xml

    /// Those that paths name.
    static let named = allCases.filter { $0 != .rawCSV }

    /// What names it in paths.
    var suffix: String { self == .rawCSV ? "csv" : rawValue }

    /// The type without parameters.
    var mediaType: String { String(contentType.prefix { $0 != ";" }) }

    var contentType: String {
        switch self {
        case .ndjson: "application/x-ndjson"
        case .csv, .rawCSV: "text/csv; charset=utf-8; header=present"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .geojson: "application/geo+json"
        case .xml: "application/xml"
        }
    }
}

/// What of a snapshot is asked for: the file, or one of those that tell whether it is whole and the hub's.
enum SnapshotPart: String, Sendable, CaseIterable {
    case data
    /// Its SHA-256, in the form of `sha256sum`.
    case sha256
    /// The Ed25519 signature of that.
    case sha256Signature = "sha256.sig"
    /// Its SM3, in the same form.
    case sm3
    /// The SM2 signature of that.
    case sm3Signature = "sm3.sig"

    /// The part with that ending; an empty one means the file itself.
    init?(suffix: String) {
        guard suffix != "data", let part = SnapshotPart(rawValue: suffix.isEmpty ? "data" : suffix) else { return nil }
        self = part
    }

    /// What follows the file's name in paths.
    var suffix: String { self == .data ? "" : "." + rawValue }

    /// The type of those that are not the file itself.
    var contentType: String {
        switch self {
        case .sha256, .sm3: "text/plain; charset=utf-8"
        case .data, .sha256Signature, .sm3Signature: "application/octet-stream"
        }
    }
}

/// The last part of a snapshot's path: `pollution_source.csv.sha256`.
struct SnapshotName: Equatable {
    /// The names of all files that there are of some entities.
    static func all(of entities: [String]) -> [String] {
        entities.flatMap { entity in
            SnapshotFormat.named.flatMap { format in
                SnapshotPart.allCases.map { "\(entity).\(format.suffix)\($0.suffix)" }
            }
        }
    }

    let entity: String
    let format: SnapshotFormat
    let part: SnapshotPart

    init?(_ name: some Sequence<UInt8>) {
        let pieces = String(decoding: Array(name), as: UTF8.self).split(
            separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count >= 2, let format = SnapshotFormat(rawValue: String(pieces[1])), format != .rawCSV,
            pieces.count == 2 || !pieces[2].isEmpty,
            let part = SnapshotPart(suffix: pieces.count == 3 ? String(pieces[2]) : "")
        else { return nil }
        entity = String(pieces[0])
        self.format = format
        self.part = part
    }
}
