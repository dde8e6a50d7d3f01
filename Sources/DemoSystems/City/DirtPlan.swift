/// Which rows of which system are wrong, and how. Every mistake has rows of its own, so that the counts add up.
struct DirtPlan: Sendable {
    /// By position of the enterprise.
    let permits: [Int: PermitDirt]
    /// By position of the manifest.
    let manifests: [Int: ManifestDirt]
    /// By position of the declaration.
    let declarations: [Int: DeclarationDirt]
    /// By position of the result.
    let results: [Int: ResultDirt]
    /// By position of the point.
    let points: [Int: PointDirt]
    /// Positions of the enterprises whose credit code the waste systems write wrongly.
    let mistyped: Set<Int>

    init(
        seed: UInt64, enterprises: [Enterprise], others: Set<Int>, generators: [Int], manifests: [Manifest],
        declarations: [Declaration],
        points: [MonitoringPoint], results: [LabResult]
    ) {
        var numbers = SeededNumbers(seed, "dirt")
        // Enterprises that no other system knows: what is lost here is not found there.
        let limited = enterprises.filter { $0.level != .registration && !others.contains($0.index) }.map(\.index)
        permits = Self.spread(PermitDirt.allCases, PermitDirt.count, over: limited, &numbers)
        let single = manifests.indices.filter { manifests[$0].lines.count == 1 && manifests[$0].received != nil }
        self.manifests = Self.spread(ManifestDirt.allCases, ManifestDirt.count, over: Array(single), &numbers)
        self.declarations = Self.spread(
            DeclarationDirt.allCases, DeclarationDirt.count, over: Array(declarations.indices), &numbers)
        self.results = Self.spread(ResultDirt.allCases, ResultDirt.count, over: Array(results.indices), &numbers)
        let ambient = points.indices.filter { points[$0].enterprise == nil }
        self.points = Self.spread(PointDirt.allCases, PointDirt.count, over: Array(ambient), &numbers)
        mistyped = Set(numbers.positions(12, of: generators.count).map { generators[$0] })
    }

    private static func spread<Kind>(
        _ kinds: [Kind], _ count: (Kind) -> Int, over candidates: [Int], _ numbers: inout SeededNumbers
    ) -> [Int: Kind] {
        var places = numbers.positions(kinds.reduce(0) { $0 + count($1) }, of: candidates.count).map { candidates[$0] }
        var plan: [Int: Kind] = [:]
        for kind in kinds {
            for _ in 0..<count(kind) {
                if let place = places.popLast() { plan[place] = kind }
            }
        }
        return plan
    }

    /// Whether the permit platform's record of an enterprise has a mistake.
    func touchesPermit(_ enterprise: Int) -> Bool { permits[enterprise] != nil }
}

/// A mistake with its counts: what ``DirtyRows`` tells of it.
protocol DirtKind: CaseIterable {
    var zh: String { get }
    var en: String { get }
    var outcome: DirtyRows.Outcome { get }
    var entity: String { get }
    var isWhole: Bool { get }
    static var system: String { get }
    static func count(_ kind: Self) -> Int
}

extension DirtKind {
    /// What there is of each kind.
    static var report: [DirtyRows] {
        allCases.map { kind in
            DirtyRows(
                system: system, zh: kind.zh, en: kind.en, count: count(kind), outcome: kind.outcome,
                entity: kind.entity,
                isWhole: kind.isWhole)
        }
    }
}
