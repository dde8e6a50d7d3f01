/// What happens in the city, whatever the systems write of it. Made from a seed: the same seed gives the same city.
struct DemoCity: Sendable {
    /// What all of it is made from.
    let seed: UInt64
    /// All enterprises; each is in the permit platform.
    var enterprises: [Enterprise]
    /// Positions in ``enterprises`` of those that generate hazardous waste.
    let wasteGenerators: [Int]
    /// Positions of those that take it.
    let wasteReceivers: [Int]
    /// Positions of those that declare solid waste.
    let declarants: [Int]
    /// Positions of those that are monitored online.
    let monitored: [Int]
    /// The manifests of hazardous waste.
    var manifests: [Manifest]
    /// The declarations of solid waste.
    var declarations: [Declaration]
    /// The monitoring points.
    var points: [MonitoringPoint]
    /// The values of the laboratory.
    var results: [LabResult]
    /// What the systems get wrong.
    let dirt: DirtPlan
    /// The time in the city.
    var now = DemoMoment.start
    /// What has changed already: it is not changed again.
    var used: Set<String> = []

    /// The sizes of Qingyuan's platform.
    enum Size {
        static let enterprises = 1_394
        static let ceramics = 39
        static let generators = 420
        static let declarants = 310
        static let monitored = 120
        static let waterPoints = 56
        static let airPoints = 21
        static let soilPoints = 396
        static let onlinePoints = 180
    }

    /// The city of a seed.
    init(seed: UInt64) {
        self.seed = seed
        var enterprises = EnterpriseMaker(seed: seed).all()
        var numbers = SeededNumbers(seed, "members")
        let hazardous = enterprises.filter { !$0.trade.hazardous.isEmpty && $0.trade.code != "7724" }.map(\.index)
        wasteGenerators = numbers.positions(Size.generators, of: hazardous.count).map { hazardous[$0] }.sorted()
        wasteReceivers = enterprises.filter { $0.trade.code == "7724" }.map(\.index)
        let declaring = enterprises.filter { !$0.trade.common.isEmpty }.map(\.index)
        declarants = numbers.positions(Size.declarants, of: declaring.count).map { declaring[$0] }.sorted()
        monitored = Self.monitored(enterprises)
        for index in monitored where enterprises[index].control.isEmpty { enterprises[index].control = "市控" }
        self.enterprises = enterprises
        manifests = ManifestMaker(seed, enterprises, wasteGenerators, wasteReceivers).all()
        declarations = DeclarationMaker(seed, enterprises, declarants).all()
        points = PointMaker(seed, enterprises, monitored).all()
        results = ResultMaker(seed, points).all()
        dirt = DirtPlan(
            seed: seed, enterprises: enterprises,
            others: Set(wasteGenerators + wasteReceivers + declarants + monitored),
            generators: wasteGenerators, manifests: manifests, declarations: declarations, points: points,
            results: results)
    }

    /// Key enterprises with most outlets first, so that the online points find outlets to stand at.
    private static func monitored(_ enterprises: [Enterprise]) -> [Int] {
        let key = enterprises.filter { $0.level == .key && $0.outlets.count > 1 }
        return Array(key.map(\.index).prefix(Size.monitored))
    }

    /// Enterprises that only the permit platform knows.
    var permitOnly: [Enterprise] {
        let others = Set(wasteGenerators + wasteReceivers + declarants + monitored)
        return enterprises.filter { !others.contains($0.index) && !dirt.touchesPermit($0.index) }
    }
}
