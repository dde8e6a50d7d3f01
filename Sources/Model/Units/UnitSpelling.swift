/// Folds the ways to write one unit together: `㎎／Ｌ`, `mg / L`, `mg/L`; `μg/m³`, `µg/m^3`, `ug/m3`.
enum UnitSpelling {
    /// Signs and what they are folded to; a fold is never longer than its sign.
    private static let folds: [(sign: [UInt8], plain: [UInt8])] = [
        ("㎎", "mg"), ("㎍", "ug"), ("㎏", "kg"), ("㎜", "mm"), ("㎝", "cm"), ("㎞", "km"), ("㎡", "m2"), ("㎥", "m3"),
        ("㎖", "ml"), ("㏑", "ln"), ("㎾", "kW"), ("㎿", "MW"), ("㎩", "Pa"), ("㎪", "kPa"), ("㎫", "MPa"), ("㏈", "dB"),
        ("μ", "u"), ("µ", "u"), ("℃", "C"), ("°C", "C"), ("²", "2"), ("³", "3"), ("¹", "1"), ("⁻", "-"), ("^", ""),
        ("·", "."), ("•", "."), ("⋅", "."), ("∙", "."), ("・", "."), ("×", "."), ("*", "."), ("∕", "/"), ("℅", "%"),
        ("Ω", "O"), ("ℓ", "L"), ("（", "("), ("）", ")"), ("—", "-"), ("－", "-"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// Folds a whole buffer in place.
    @Sendable
    static func fold(_ buffer: inout [UInt8]) {
        SpellingFolds.width(&buffer)
        var from = 0
        var to = 0
        while from < buffer.count {
            if let fold = folds.first(where: { stands($0.sign, buffer, from) }) {
                for byte in fold.plain {
                    buffer[to] = byte
                    to += 1
                }
                from += fold.sign.count
            } else {
                buffer[to] = buffer[from]
                from += 1
                to += 1
            }
        }
        buffer.cut(at: to)
    }

    private static func stands(_ sign: [UInt8], _ buffer: [UInt8], _ at: Int) -> Bool {
        guard buffer[at] == sign[0], at + sign.count <= buffer.count else { return false }
        for offset in sign.indices where buffer[at + offset] != sign[offset] { return false }
        return true
    }
}
