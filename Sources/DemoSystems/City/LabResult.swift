/// One value of the laboratory.
struct LabResult: Sendable {
    /// The number of the row in the laboratory's database.
    var row: Int
    /// Position of the point in the city's points.
    var point: Int
    var pollutant: String
    /// When the sample was taken.
    var time: String
    /// As the laboratory writes it: `0.83`, `ND`, `<0.05`, `0.004L`.
    var value: String
    var unit: String
    var changed: DemoMoment
}

/// Makes the results of ten months.
struct ResultMaker {
    private let seed: UInt64
    private let points: [MonitoringPoint]

    init(_ seed: UInt64, _ points: [MonitoringPoint]) {
        self.seed = seed
        self.points = points
    }

    /// What is measured where: pollutants with unit and the range of values in hundredths.
    private static let programmes: [String: [(String, String, ClosedRange<Int>)]] = [
        "地表水": [
            ("pH值", "pH值", 650...850), ("化学需氧量", "mg/L", 400...3200), ("氨氮", "毫克每升", 3...160),
            ("总磷", "mg/L", 2...32), ("总氮", "毫克/升", 40...260), ("石油类", "mg/L", 1...9),
        ],
        "环境空气": [("PM2.5", "μg/m3", 800...7500), ("PM10", "微克每立方米", 1500...13000), ("二氧化硫", "ug/m3", 300...2100)],
        "土壤": [
            ("镉", "mg/kg", 3...90), ("汞", "毫克/千克", 1...60), ("砷", "mg/kg", 200...3900), ("铅", "毫克每千克", 1000...9900),
        ],
        "废水": [("pH值", "pH值", 610...890), ("化学需氧量", "mg/L", 900...9800), ("氨氮", "mg/L", 10...1100)],
        "废气": [("颗粒物", "mg/m3", 200...3300), ("氮氧化物", "毫克每立方米", 900...11000)],
    ]

    private static let times = ["地表水": 10, "环境空气": 20, "土壤": 1, "废水": 3, "废气": 3]

    func all() -> [LabResult] {
        var numbers = SeededNumbers(seed, "results")
        var results: [LabResult] = []
        for (index, point) in points.enumerated() {
            for turn in 0..<(Self.times[point.medium] ?? 1) {
                for item in Self.programmes[point.medium] ?? [] {
                    results.append(result(results.count + 1, index, turn, point, item, &numbers))
                }
            }
        }
        return results
    }

    private func result(
        _ row: Int, _ index: Int, _ turn: Int, _ point: MonitoringPoint, _ item: (String, String, ClosedRange<Int>),
        _ numbers: inout SeededNumbers
    ) -> LabResult {
        let gap = 300 / (Self.times[point.medium] ?? 1)
        let day = DemoMoment(day: "2026-01-06").adding(days: turn * gap + index % 11)
        let value = numbers.number(in: item.2)
        let time = DemoMoment(minutes: day.minutes + 540 + index % 300)
        return LabResult(
            row: row, point: index, pollutant: item.0, time: time.text, value: Self.written(value, &numbers),
            unit: item.1,
            changed: time.adding(days: 3))
    }

    private static func written(_ hundredths: Int, _ numbers: inout SeededNumbers) -> String {
        if hundredths < 20 {
            switch numbers.below(6) {
            case 0: return "ND"
            case 1: return "<0.05"
            case 2: return "0.004L"
            default: break
            }
        }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
