/// One row of a declaration of solid waste: the mass balance of a waste in a period.
struct Declaration: Sendable {
    /// The declaration's own number.
    var number: String
    /// Position of the declarant in the city's enterprises.
    var enterprise: Int
    /// `2025`, or `2026-03`.
    var period: String
    var category: String
    var waste: String
    var isHazardous: Bool
    /// In tonnes, hundredths: 1250 is 12.50 t.
    var opening: Int
    var generated: Int
    var utilised: Int
    var disposed: Int
    var transferred: Int
    var day: String
    var note: String

    var isYearly: Bool { period.count == 4 }
    var closing: Int { opening + generated - utilised - disposed - transferred }
}

/// Makes the declarations: of the year 2025, and of the ten months of 2026 so far.
struct DeclarationMaker {
    private let seed: UInt64
    private let enterprises: [Enterprise]
    private let declarants: [Int]

    init(_ seed: UInt64, _ enterprises: [Enterprise], _ declarants: [Int]) {
        self.seed = seed
        self.enterprises = enterprises
        self.declarants = declarants
    }

    static let periods = ["2025"] + (1...10).map { $0 < 10 ? "2026-0\($0)" : "2026-\($0)" }

    func all() -> [Declaration] {
        var numbers = SeededNumbers(seed, "declarations")
        return Self.periods.flatMap { period in
            declarants.flatMap { index in rows(enterprises[index], period, &numbers) }
        }
    }

    private func rows(_ enterprise: Enterprise, _ period: String, _ numbers: inout SeededNumbers) -> [Declaration] {
        // Small firms declare by the year only.
        if period.count > 4, enterprise.level == .registration { return [] }
        var wastes = enterprise.trade.common.map { ($0.category, $0.name, false) }
        if let waste = enterprise.trade.hazardous.first { wastes.append((waste.code, "", true)) }
        return wastes.enumerated().map { at, waste in
            let generated = numbers.number(in: 80...180_000)
            let utilised = waste.2 ? 0 : numbers.below(generated)
            let month =
                period.count == 4 ? DemoMoment(day: "2026-01-20") : DemoMoment(day: period + "-01").adding(days: 33)
            return Declaration(
                number:
                    "GF\(period.replacing("-", with: ""))\(String(100_000 + enterprise.index * 10 + at).dropFirst())",
                enterprise: enterprise.index, period: period, category: waste.0, waste: waste.1, isHazardous: waste.2,
                opening: numbers.below(5_000), generated: generated, utilised: utilised, disposed: 0,
                transferred: max(0, generated - utilised - numbers.below(80)),
                day: month.adding(days: numbers.below(9)).day,
                note: numbers.happens(4) ? "数据已核对" : "")
        }
    }
}
