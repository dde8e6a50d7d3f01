import Model

/// Makes the enterprises of the city.
struct EnterpriseMaker {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    private static let first = Array("宏泰华鑫恒新金顺盛德瑞永昌兴东南广粤佳美龙凤嘉海天福源通达利信诚明建伟光")
    private static let second = Array("泰盛发源丰达隆辉腾远洋峰业联创科润宝城安和裕祥旺康荣基业锋豪翔顺成")
    private static let families = Array("陈李黄张梁林刘吴罗何邓谢温潘朱曾莫郑冯邝")
    private static let given = ["伟强", "志明", "建华", "国辉", "少芬", "秀英", "海燕", "俊杰", "永康", "丽娟", "文锋", "金水"]
    private static let streets = ["工业园", "陶瓷工业城", "万洋众创城", "工业大道", "银盏工业区", "民族工业园", "创兴大道", "雄兴工业城"]

    func all() -> [Enterprise] {
        var numbers = SeededNumbers(seed, "enterprises")
        var taken: Set<String> = []
        var made: [Enterprise] = []
        for trade in Trade.all {
            for _ in 0..<trade.count { made.append(enterprise(made.count, trade, &numbers, &taken)) }
        }
        return made
    }

    private func enterprise(
        _ index: Int, _ trade: Trade, _ numbers: inout SeededNumbers, _ taken: inout Set<String>
    ) -> Enterprise {
        let town = numbers.pick(Town.all)
        let brand = brand(&numbers, &taken)
        let level = level(of: trade, &numbers)
        let from = DemoMoment(day: "2025-01-01").adding(days: numbers.below(600))
        let place = Coordinate(
            longitude: town.longitude + Double(numbers.number(in: -90_000...90_000)) / 1e6,
            latitude: town.latitude + Double(numbers.number(in: -70_000...70_000)) / 1e6)
        let name = Self.name(brand, trade, town, &numbers)
        return Enterprise(
            index: index, name: name, formerName: numbers.happens(6) ? "\(town.prefix)\(brand)\(trade.word)厂" : nil,
            shortName: "\(brand)\(trade.word)\(trade.code == "8411" ? "" : "厂")",
            uscc: CreditCode.make(division: town.countyCode, serial: index + 1 + Int(seed % 1000) * 2000),
            permitLetter: numbers.pick(Array("PQUV")), trade: trade, town: town,
            street: "\(numbers.pick(Self.streets))\(numbers.number(in: 1...88))号", place: place,
            person: person(&numbers), contact: person(&numbers),
            phone: "1\(numbers.pick(["38", "39", "35", "86"]))\(numbers.number(in: 10_000_000...99_999_999))",
            level: level,
            control: numbers.happens(3) ? "国控" : numbers.happens(6) ? "省控" : "",
            outlets: OutletMaker(trade: trade, level: level).all(&numbers), validFrom: from.day,
            validTo: from.adding(days: 1825).day,
            changed: DemoMoment(day: "2026-01-05", hour: 8).adding(minutes: numbers.below(440_000)))
    }

    private func brand(_ numbers: inout SeededNumbers, _ taken: inout Set<String>) -> String {
        while true {
            var brand = "\(numbers.pick(Self.first))\(numbers.pick(Self.second))"
            if taken.count > 800 { brand.append(numbers.pick(Self.second)) }
            if taken.insert(brand).inserted { return brand }
        }
    }

    private static func name(_ brand: String, _ trade: Trade, _ town: Town, _ numbers: inout SeededNumbers) -> String {
        if trade.code == "8411" { return "\(town.prefix)\(brand)医院" }
        switch numbers.below(8) {
        case 0: return "广东\(brand)（清远）\(trade.word)有限公司"
        case 1: return "佛山市\(brand)\(trade.word)有限公司\(town.county)分公司"
        case 2: return "\(town.prefix)\(brand)\(trade.word)股份有限公司"
        default: return "\(town.prefix)\(brand)\(trade.word)有限公司"
        }
    }

    private func level(of trade: Trade, _ numbers: inout SeededNumbers) -> Enterprise.Level {
        if trade.isCeramics || ["7724", "4620", "3211"].contains(trade.code) { return .key }
        switch numbers.below(10) {
        case 0..<3: return .key
        case 3..<7: return .simplified
        default: return .registration
        }
    }

    private func person(_ numbers: inout SeededNumbers) -> String {
        "\(numbers.pick(Self.families))\(numbers.pick(Self.given))"
    }
}

/// Makes the outlets of an enterprise.
struct OutletMaker {
    let trade: Trade
    let level: Enterprise.Level

    private static let rivers = ["北江", "滃江", "连江", "滨江", "潖江", "大燕河", "漫水河", "银盏河"]

    func all(_ numbers: inout SeededNumbers) -> [Outlet] {
        trade.media.flatMap { medium -> [Outlet] in
            let isSmall = level == .registration || medium == .water
            let count = isSmall ? 1 : numbers.number(in: 1...3)
            return (1...count).map { outlet($0, medium, &numbers) }
        }
    }

    private func outlet(_ number: Int, _ medium: Medium, _ numbers: inout SeededNumbers) -> Outlet {
        let code = "\(medium == .water ? "DW" : "DA")00\(number)"
        let names = medium == .water ? trade.water : trade.air
        let limits = level == .registration ? [] : names.map { limit($0, medium, &numbers) }
        let name = medium == .water ? "废水总排放口" : "\(number)号废气排放口"
        var outlet = Outlet(code: code, medium: medium, name: name, limits: limits)
        if medium == .water { outlet.receivingWater = numbers.pick(Self.rivers) }
        if medium == .air { outlet.height = "\(numbers.number(in: 15...60))" }
        return outlet
    }

    private func limit(_ pollutant: String, _ medium: Medium, _ numbers: inout SeededNumbers) -> OutletLimit {
        switch pollutant {
        case "pH值": return OutletLimit(pollutant: pollutant, value: "6~9", unit: "pH值")
        case "色度": return OutletLimit(pollutant: pollutant, value: "40", unit: "倍")
        default: break
        }
        let spellings = medium == .water ? ["mg/L", "毫克每升", "mg/l", "毫克/升"] : ["mg/m3", "mg/Nm3", "毫克每立方米", "mg/m³"]
        let value = medium == .water ? Self.water[pollutant] : Self.air[pollutant]
        let mass = "\(numbers.number(in: 0...60)).\(numbers.number(in: 10...99))"
        return OutletLimit(
            pollutant: pollutant, value: value ?? "50", unit: numbers.pick(spellings),
            annualMass: level == .key ? mass : "/")
    }

    private static let water = ["化学需氧量": "90", "氨氮": "10", "总磷": "0.5", "悬浮物": "60", "石油类": "5.0", "总铅": "0.2"]
    private static let air = [
        "颗粒物": "30", "二氧化硫": "50", "氮氧化物": "100", "氟化物": "3.0", "硫酸雾": "30", "非甲烷总烃": "80",
    ]
}
