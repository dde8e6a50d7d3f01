import Foundation
import Model

/// A stretch of time in which a factor stood over its limit at a point: it opens with the first value over, and closes with the
/// first of enough values in a row that are not.
struct Episode: Equatable, Codable {
    var opened: Int64
    var lastSeen: Int64
    /// When the first value came that was not over; nil while it is open.
    var closed: Int64?
    var count: Int
    var peak: DecimalValue
    var peakAt: Int64
    /// The limit that the peak broke.
    var min: DecimalValue?
    var max: DecimalValue?
    var ratio: DecimalValue?
    var basis: String
    var unit: String
    /// When it was last told to the hub.
    var told: Int64 = 0

    private enum CodingKeys: String, CodingKey {
        case opened, lastSeen, closed, count, peak, peakAt, min, max, ratio, basis, unit, told
    }

    init(_ value: DecimalValue, at time: Int64, over limit: LimitRule, unit: String) {
        opened = time
        lastSeen = time
        count = 1
        peak = value
        peakAt = time
        min = limit.min
        max = limit.max
        ratio = limit.ratio(of: value)
        basis = limit.basis
        self.unit = unit
    }

    /// Takes a further value that is over.
    ///
    /// - Returns: whether it is the new peak.
    mutating func add(_ value: DecimalValue, at time: Int64, over limit: LimitRule) -> Bool {
        lastSeen = time
        count += 1
        guard isWorse(value, limit) else { return false }
        peak = value
        peakAt = time
        min = limit.min
        max = limit.max
        ratio = limit.ratio(of: value)
        basis = limit.basis
        return true
    }

    /// Worse is what is further over; where nothing tells how far, what is further from the limit's side.
    private func isWorse(_ value: DecimalValue, _ limit: LimitRule) -> Bool {
        if let theirs = limit.ratio(of: value) {
            if let ratio, theirs != ratio { return theirs > ratio }
            return value > peak
        }
        if ratio != nil { return false }
        if let lowest = limit.min, value < lowest { return value < peak }
        return value > peak
    }

    /// The same stretch, whenever it was told.
    func isSame(as other: Episode) -> Bool {
        var mine = self
        mine.told = other.told
        return mine == other
    }
}

extension Episode {
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        opened = try values.decode(Int64.self, forKey: .opened)
        lastSeen = try values.decode(Int64.self, forKey: .lastSeen)
        closed = try values.decodeIfPresent(Int64.self, forKey: .closed)
        count = try values.decode(Int.self, forKey: .count)
        peak = try values.decimal(.peak) ?? .zero
        peakAt = try values.decode(Int64.self, forKey: .peakAt)
        min = try values.decimal(.min)
        max = try values.decimal(.max)
        ratio = try values.decimal(.ratio)
        basis = try values.decode(String.self, forKey: .basis)
        unit = try values.decode(String.self, forKey: .unit)
        told = try values.decode(Int64.self, forKey: .told)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(opened, forKey: .opened)
        try values.encode(lastSeen, forKey: .lastSeen)
        try values.encodeIfPresent(closed, forKey: .closed)
        try values.encode(count, forKey: .count)
        try values.encode(peak.text, forKey: .peak)
        try values.encode(peakAt, forKey: .peakAt)
        try values.encodeIfPresent(min?.text, forKey: .min)
        try values.encodeIfPresent(max?.text, forKey: .max)
        try values.encodeIfPresent(ratio?.text, forKey: .ratio)
        try values.encode(basis, forKey: .basis)
        try values.encode(unit, forKey: .unit)
        try values.encode(told, forKey: .told)
    }
}

extension KeyedDecodingContainer {
    fileprivate func decimal(_ key: Key) throws -> DecimalValue? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        return try DecimalValue(text)
    }
}

extension DecimalValue {
    /// The number as plain digits.
    var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
