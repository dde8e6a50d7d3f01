/// What the tables hold, counted without the hub: lines, different lines, and lines that name no pollutant.
struct ShanghaiExpectation: Sendable {
    let connector: String
    /// The lines of the file.
    let lines: Int64
    /// Lines that stand in the file a second time, word for word.
    var copies: Int64 = 0
    /// Lines without the one value that the row's key needs. No mapping can make it up.
    var incomplete: Int64 = 0

    static let all = [
        ShanghaiExpectation(connector: "enterprise-detail", lines: 1_101),
        ShanghaiExpectation(connector: "enterprise-detail-page", lines: 1_101),
        ShanghaiExpectation(connector: "enterprise-index", lines: 1_101),
        ShanghaiExpectation(connector: "outlets", lines: 11_145),
        ShanghaiExpectation(connector: "licence-pwxk", lines: 7_256),
        ShanghaiExpectation(connector: "outlet-limits", lines: 27_105, copies: 500, incomplete: 10),
        ShanghaiExpectation(connector: "national-permits", lines: 167),
        ShanghaiExpectation(connector: "waste-licences", lines: 48),
        ShanghaiExpectation(connector: "facility-polluting", lines: 4_204),
        ShanghaiExpectation(connector: "facility-treatment", lines: 703),
        ShanghaiExpectation(connector: "discharge-routes", lines: 5_611, copies: 50),
        ShanghaiExpectation(connector: "manual-air", lines: 184),
        ShanghaiExpectation(connector: "manual-water", lines: 526, copies: 50),
    ]

    /// How many rows each entity has after one sync.
    ///
    /// - pollution_source: 1,101 sites and 167 holders of national permits, 25 of whom have the credit code of such a site; three of
    ///   these are another place of the firm by their names.
    /// - outlet: two lines of `outlets` name one outlet, and `licence-pwxk` has one that `outlets` lacks.
    /// - permit: 22 numbers of the city and 167 national ones.
    static let rows = [
        "pollution_source": 1_101 + 167 - 22, "outlet": 11_145 - 1 + 1, "permit": 22 + 167,
        "permit_limit": 26_595, "treatment_facility": 703, "polluting_facility": 4_204, "discharge_route": 5_561,
        "waste_licence": 48, "measurement": 184 + 476, "waste_transfer": 0, "penalty": 0,
    ]

    /// The values that are flagged and not kept, or kept and flagged, by field.
    static let flags = ["uscc": 1, "source_code": 2, "hours_per_day": 3, "efficiency": 120, "": 6]
}
