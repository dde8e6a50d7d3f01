import Foundation

/// A box of longitudes and latitudes (WGS 84, degrees), its borders within (OGC API Features 1.0, 7.15.3).
struct QueriedBox: Sendable, Equatable {
    let west: Double
    let south: Double
    let east: Double
    let north: Double

    /// Reads `west,south,east,north`, or six numbers with heights, which are left out of account; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ",", maxSplits: 6, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Self.number($0) }
        guard numbers.count == parts.count, parts.count == 4 || parts.count == 6 else { return nil }
        let upper = parts.count / 2
        (west, south, east, north) = (numbers[0], numbers[1], numbers[upper], numbers[upper + 1])
        guard south <= north else { return nil }
    }

    /// A plain decimal number; `Double` alone would read `nan`, `0x1p3` and such.
    private static func number(_ text: Substring) -> Double? {
        guard text.utf8.count <= 40, text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Whether a place lies in it. A box whose west is east of its east goes over the 180th meridian.
    func contains(lon: Double, lat: Double) -> Bool {
        guard lat >= south, lat <= north else { return false }
        return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east
    }
}
