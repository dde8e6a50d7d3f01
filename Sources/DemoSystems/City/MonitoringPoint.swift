import Model

/// A place where values are measured.
struct MonitoringPoint: Sendable {
    var code: String
    var name: String
    /// `地表水`, `环境空气`, `土壤`, `废水`, `废气`.
    var medium: String
    /// `环境质量监测点` or `在线监测点`.
    var kind: String
    var control: String
    var town: Town
    /// In WGS 84.
    var place: Coordinate
    var river = ""
    var target = ""
    /// Of an online point: where it stands.
    var enterprise: Int?
    var outlet = ""
    /// The permit number of the enterprise, which is how this database knows it.
    var permit = ""
}

/// Makes the monitoring points.
struct PointMaker {
    private let seed: UInt64
    private let enterprises: [Enterprise]
    private let monitored: [Int]

    init(_ seed: UInt64, _ enterprises: [Enterprise], _ monitored: [Int]) {
        self.seed = seed
        self.enterprises = enterprises
        self.monitored = monitored
    }

    private static let rivers = ["北江", "连江", "滃江", "滨江", "潖江", "大燕河", "漫水河", "烟岭河"]

    func all() -> [MonitoringPoint] {
        var numbers = SeededNumbers(seed, "points")
        return (1...DemoCity.Size.waterPoints).map { water($0, &numbers) }
            + (1...DemoCity.Size.airPoints).map { ambient($0, "KQ", "环境空气", "空气自动站", &numbers) }
            + (1...DemoCity.Size.soilPoints).map { ambient($0, "TR", "土壤", "土壤监测点", &numbers) }
            + online(&numbers)
    }

    private func water(_ number: Int, _ numbers: inout SeededNumbers) -> MonitoringPoint {
        var point = ambient(number, "SZ", "地表水", "断面", &numbers)
        point.river = numbers.pick(Self.rivers)
        point.name = "\(point.river)\(point.town.name)断面\(number)"
        point.target = numbers.pick(["Ⅱ", "Ⅲ", "Ⅲ", "Ⅳ"])
        return point
    }

    private func ambient(
        _ number: Int, _ letters: String, _ medium: String, _ what: String, _ numbers: inout SeededNumbers
    ) -> MonitoringPoint {
        let town = numbers.pick(Town.all)
        return MonitoringPoint(
            code: "\(letters)4418\(String(1000 + number).dropFirst())", name: "\(town.name)\(what)\(number)",
            medium: medium,
            kind: "环境质量监测点", control: numbers.pick(["国控", "省控", "市控", "市控"]), town: town,
            place: Coordinate(
                longitude: town.longitude + Double(numbers.number(in: -120_000...120_000)) / 1e6,
                latitude: town.latitude + Double(numbers.number(in: -90_000...90_000)) / 1e6))
    }

    /// One at the first outlet of every monitored enterprise, then second ones until there are enough.
    private func online(_ numbers: inout SeededNumbers) -> [MonitoringPoint] {
        var places = monitored.map { (enterprise: $0, outlet: 0) }
        places += monitored.map { (enterprise: $0, outlet: 1) }
        return places.prefix(DemoCity.Size.onlinePoints).enumerated().map { number, place in
            let owner = enterprises[place.enterprise]
            let outlet = owner.outlets[min(place.outlet, owner.outlets.count - 1)]
            return MonitoringPoint(
                code:
                    "4418\(String(0xA000_0000_0000 + number * 4_099, radix: 16).uppercased())0000\(String(10_000_000 + number * 31).suffix(4))",
                name: "\(owner.shortName)\(outlet.name)", medium: outlet.medium.rawValue, kind: "在线监测点",
                control: owner.control, town: owner.town, place: owner.place, enterprise: owner.index,
                outlet: outlet.code,
                permit: owner.permitNumber)
        }
    }
}
