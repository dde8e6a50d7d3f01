/// Makes the manifests of the last eleven months.
struct ManifestMaker {
    static let count = 2_600
    private let seed: UInt64
    private let enterprises: [Enterprise]
    private let generators: [Int]
    private let receivers: [Manifest.Receiver]
    private let carriers: [Manifest.Carrier]

    init(_ seed: UInt64, _ enterprises: [Enterprise], _ generators: [Int], _ receivers: [Int]) {
        self.seed = seed
        self.enterprises = enterprises
        self.generators = generators
        let own = receivers.map { index in
            Manifest.Receiver(
                enterprise: index, name: enterprises[index].name, uscc: enterprises[index].uscc,
                licence: "4418\(enterprises[index].town.countyCode.suffix(2))20\(24 + index % 3)0\(index % 9 + 1)",
                region: enterprises[index].town.countyCode)
        }
        self.receivers = own + Self.elsewhere
        carriers = (0..<6).map { number in
            Manifest.Carrier(
                name: "\(["广州", "佛山", "清远", "韶关", "肇庆", "东莞"][number])\(["安运", "顺达", "通力"][number % 3])危险品运输有限公司",
                uscc: CreditCode.make(division: "440100", serial: 900_000 + number),
                licence: "44010\(number)00\(811 + number)")
        }
    }

    /// Two works of other cities.
    private static let elsewhere = [
        Manifest.Receiver(
            enterprise: nil, name: "韶关绿源环保发展有限公司", uscc: CreditCode.make(division: "440229", serial: 910_001),
            licence: "440229180101", region: "440229"),
        Manifest.Receiver(
            enterprise: nil, name: "惠州清源环境服务有限公司", uscc: CreditCode.make(division: "441323", serial: 910_002),
            licence: "441323160831", region: "441323"),
    ]

    private static let wastes = [
        "900-249-08": "废矿物油", "900-041-49": "废包装容器", "321-026-48": "铝灰渣", "321-034-48": "除尘灰",
        "336-063-17": "电镀污泥", "336-064-17": "废酸液", "900-039-49": "废活性炭", "265-103-13": "釜残液",
        "900-014-13": "废胶粘剂", "841-001-01": "感染性废物", "841-002-01": "损伤性废物", "900-252-12": "漆渣",
        "900-045-49": "废电路板", "900-451-13": "树脂粉",
    ]

    func all() -> [Manifest] {
        var numbers = SeededNumbers(seed, "manifests")
        return (0..<Self.count).map { manifest($0, &numbers) }
    }

    private func manifest(_ index: Int, _ numbers: inout SeededNumbers) -> Manifest {
        let generator = enterprises[numbers.pick(generators)]
        // In the order of their numbers; the last hundred or so are still on their way.
        let sent = DemoMoment(day: "2026-01-04", hour: 8).adding(minutes: index * 175 + numbers.below(170))
        let isOpen = sent.adding(days: 12) > DemoMoment.start
        let received = isOpen ? nil : sent.adding(minutes: numbers.number(in: 90...2_800))
        let serial = String(100_000_000 + index * 13 + 7).dropFirst()
        return Manifest(
            number: "202644\(serial)", generator: generator.index, carrier: numbers.pick(carriers),
            receiver: numbers.pick(receivers), lines: lines(generator.trade, isOpen: isOpen, &numbers),
            status: isOpen ? numbers.pick(["已移出", "运输中"]) : "已办结", sent: sent, received: received,
            changed: received ?? sent,
            plate: "粤\(numbers.pick(["A", "E", "R", "F"]))\(numbers.number(in: 10_000...99_999))",
            driver: numbers.pick(["李师傅", "陈永", "黄志强", "梁文", "何国平"]))
    }

    private func lines(_ trade: Trade, isOpen: Bool, _ numbers: inout SeededNumbers) -> [Manifest.Line] {
        let count = numbers.happens(25) ? min(2, trade.hazardous.count) : 1
        let first = numbers.below(trade.hazardous.count)
        return (0..<count).map { offset in
            let waste = trade.hazardous[(first + offset) % trade.hazardous.count]
            let isKilograms = numbers.happens(35)
            let mass =
                isKilograms
                ? "\(numbers.number(in: 40...9_800))" : "\(numbers.number(in: 0...30)).\(numbers.number(in: 100...999))"
            return Manifest.Line(
                code: waste.code, name: Self.wastes[waste.code] ?? "其他废物", state: waste.state, mass: mass,
                unit: isKilograms ? "kg" : numbers.pick(["t", "吨"]), massReceived: isOpen ? nil : mass,
                method: numbers.pick(["R9", "D10", "D9", "C1", "R4", "R15"]))
        }
    }
}
