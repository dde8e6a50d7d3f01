import HJ212
import Model
import Storage

/// Finds the column of the time series for each field of a packet: by the bytes that the device wrote, once they are known, and
/// through the code table the first time.
struct FactorColumns {
    /// A code of at most 16 bytes and a suffix, as two words and a byte.
    private struct Key: Hashable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        let suffix: UInt8
    }

    private let pollutants: CodeTable?
    private let units: [String: String]
    private var known: [Key: Int32] = [:]
    /// Bounds the memory that made-up factors can take.
    private static let most = 100_000

    /// - Parameters:
    ///   - pollutants: the code table of pollutants: it gives the code of today for codes of HJ/T 212-2005 and others.
    ///   - units: units that are not the standard's, by the code of today.
    init(pollutants: CodeTable?, units: [String: String]) {
        self.pollutants = pollutants
        self.units = units
    }

    /// Forgets all: after a rollback new columns are not there any more.
    mutating func forget() { known = [:] }

    /// The column for a field. Inside a transaction.
    mutating func column(_ field: DataField, in frame: Span<UInt8>, _ store: SeriesStore) throws -> Int32 {
        guard let key = Self.key(field, in: frame) else { return try store.column(name(field, in: frame)) }
        if let column = known[key] { return column }
        let column = try store.column(name(field, in: frame))
        if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
        known[key] = column
        return column
    }

    private static func key(_ field: DataField, in frame: Span<UInt8>) -> Key? {
        guard field.code.count <= 16, field.suffix != .other else { return nil }
        var key = Key(suffix: field.suffix.rawValue)
        for (place, index) in field.code.range.enumerated() {
            let byte = UInt64(frame[index])
            if place < 8 { key.low |= byte << UInt64(place * 8) } else { key.high |= byte << UInt64(place * 8 - 64) }
        }
        return key
    }

    private func name(_ field: DataField, in frame: Span<UInt8>) -> SeriesColumnName {
        let written = field.code.text(in: frame)
        let factor = canonical(written)
        let suffix = field.suffix == .other ? field.suffixText.text(in: frame) : "\(field.suffix.name)"
        return SeriesColumnName(factor: factor, field: suffix, unit: unit(of: factor, field.suffix))
    }

    /// The code of today for a code that a device wrote; what no table knows stays as it is.
    private func canonical(_ written: String) -> String {
        guard let pollutants, let index = pollutants.entry(written) else { return written }
        return pollutants.entries[index.position].code
    }

    private func unit(of factor: String, _ suffix: FieldSuffix) -> String {
        guard suffix.value == .number else { return "" }
        switch suffix {
        case .cou: return StandardUnits.dischargeUnit(of: factor)
        case .rs, .validNum, .totalNum: return ""
        case .rt: return "h"
        default: return units[factor] ?? StandardUnits.unit(of: factor)
        }
    }
}
