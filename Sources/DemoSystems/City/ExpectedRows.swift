/// What a connector brings when everything is pulled once, and what becomes of it: the sums that a run must show.
public struct ExpectedRows: Sendable, Hashable {
    /// The connector's name.
    public let system: String
    /// Records at the source: permits, manifests, rows.
    public let records: Int
    /// Records that are kept in quarantine whole.
    public let quarantinedRecords: Int
    /// Rows below a record (a limit, a line of a manifest) that are kept in quarantine, while the rest is stored.
    public let quarantinedRows: Int
    /// Rows stored for this system, by entity. Rows that only refer to a source are not among them.
    public let stored: [String: Int]
}

extension DemoCity {
    /// What each connector brings, of the city as it is now.
    var expectedRows: [ExpectedRows] {
        [expectedPermits, expectedManifests, expectedDeclarations, expectedPoints, expectedResults]
    }

    private var expectedPermits: ExpectedRows {
        let whole = PermitDirt.report.filter(\.isWhole).reduce(0) { $0 + $1.count }
        let parts = PermitDirt.report.filter { $0.outcome == .quarantined && !$0.isWhole }.reduce(0) { $0 + $1.count }
        let good = enterprises.filter { !(dirt.permits[$0.index]?.isWhole ?? false) && $0.state != "9" }
        let outlets = good.flatMap(\.outlets)
        return ExpectedRows(
            system: PermitDirt.system, records: enterprises.count, quarantinedRecords: whole, quarantinedRows: parts,
            stored: [
                "pollution_source": good.count, "permit": good.count, "outlet": outlets.count,
                "permit_limit": outlets.reduce(0) { $0 + $1.limits.count } - parts,
            ])
    }

    private var expectedManifests: ExpectedRows {
        let held = ManifestDirt.report.filter { $0.outcome == .quarantined }
        let good = manifests.indices.filter { !(dirt.manifests[$0]?.isWhole ?? false) }
        let parts = held.filter { !$0.isWhole }.reduce(0) { $0 + $1.count }
        return ExpectedRows(
            system: ManifestDirt.system, records: manifests.count, quarantinedRecords: manifests.count - good.count,
            quarantinedRows: parts,
            stored: [
                "pollution_source": Set(good.map { manifests[$0].generator }).count,
                "waste_transfer": good.reduce(0) { $0 + manifests[$1].lines.count } - parts,
            ])
    }

    private var expectedDeclarations: ExpectedRows {
        let whole = DeclarationDirt.report.filter(\.isWhole).reduce(0) { $0 + $1.count }
        let good = declarations.indices.filter { !(dirt.declarations[$0]?.isWhole ?? false) }
        return ExpectedRows(
            system: DeclarationDirt.system, records: declarations.count, quarantinedRecords: whole, quarantinedRows: 0,
            stored: [
                "pollution_source": Set(good.map { declarations[$0].enterprise }).count,
                "waste_declaration": good.count,
            ])
    }

    private var expectedPoints: ExpectedRows {
        ExpectedRows(
            system: PointDirt.system, records: points.count, quarantinedRecords: 0, quarantinedRows: 0,
            stored: ["monitoring_point": points.count])
    }

    private var expectedResults: ExpectedRows {
        let whole = ResultDirt.report.filter(\.isWhole).reduce(0) { $0 + $1.count }
        return ExpectedRows(
            system: ResultDirt.system, records: results.count, quarantinedRecords: whole, quarantinedRows: 0,
            stored: ["measurement": results.count - whole])
    }

    /// How many pollution sources there are when rows are linked by exact credit codes and permit numbers only: each good
    /// permit is one; an enterprise whose credit code a system mistypes is another one for that system.
    var expectedSources: Int {
        let good = enterprises.filter { !(dirt.permits[$0.index]?.isWhole ?? false) && $0.state != "9" }.count
        let generators = Set(manifests.map(\.generator)).intersection(dirt.mistyped).count
        let declaring = declarations.indices.filter { !(dirt.declarations[$0]?.isWhole ?? false) }
        return good + generators + Set(declaring.map { declarations[$0].enterprise }).intersection(dirt.mistyped).count
    }
}
