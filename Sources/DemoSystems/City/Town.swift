/// A town of Qingyuan with the division it belongs to (GB/T 2260) and the centre of that division in WGS 84.
struct Town: Sendable, Equatable {
    /// Six digits of the county or district.
    var countyCode: String
    /// `清城区`.
    var county: String
    /// `源潭镇`.
    var name: String
    /// Nine digits of the town.
    var code: String
    var longitude: Double
    var latitude: Double
    /// What the name of a local firm begins with.
    var prefix: String

    /// The towns, the industrial ones more than once: they have more works.
    static let all: [Town] = divisions.flatMap { division in
        division.towns.map { town in
            Town(
                countyCode: division.code, county: division.name, name: town.1, code: division.code + town.0,
                longitude: division.longitude, latitude: division.latitude, prefix: division.prefix)
        }
    }

    private struct Division {
        let code: String, name: String, prefix: String
        let longitude: Double, latitude: Double
        let towns: [(String, String)]

        init(
            _ code: String, _ name: String, _ prefix: String, _ longitude: Double, _ latitude: Double,
            _ towns: [(String, String)]
        ) {
            self.code = code
            self.name = name
            self.prefix = prefix
            self.longitude = longitude
            self.latitude = latitude
            self.towns = towns
        }
    }

    private static let divisions: [Division] = [
        Division(
            "441802", "清城区", "清远市", 113.06, 23.70,
            [
                ("103", "源潭镇"), ("103", "源潭镇"), ("103", "源潭镇"), ("105", "龙塘镇"), ("105", "龙塘镇"),
                ("106", "石角镇"), ("106", "石角镇"), ("107", "飞来峡镇"), ("009", "横荷街道"), ("007", "东城街道"),
            ]),
        Division(
            "441803", "清新区", "清远市清新区", 112.98, 23.74,
            [("102", "太和镇"), ("102", "太和镇"), ("104", "太平镇"), ("105", "山塘镇"), ("112", "龙颈镇"), ("113", "禾云镇")]),
        Division(
            "441821", "佛冈县", "佛冈县", 113.53, 23.88, [("100", "石角镇"), ("102", "汤塘镇"), ("103", "龙山镇"), ("107", "迳头镇")]),
        Division("441823", "阳山县", "阳山县", 112.64, 24.47, [("119", "阳城镇"), ("105", "七拱镇"), ("107", "太平镇")]),
        Division("441825", "连山壮族瑶族自治县", "连山", 112.09, 24.57, [("104", "吉田镇"), ("100", "永和镇")]),
        Division("441826", "连南瑶族自治县", "连南", 112.29, 24.72, [("100", "三江镇"), ("102", "寨岗镇")]),
        Division(
            "441881", "英德市", "英德市", 113.41, 24.19,
            [("001", "英城街道"), ("102", "望埠镇"), ("137", "东华镇"), ("106", "青塘镇"), ("136", "英红镇"), ("112", "浛洸镇")]),
        Division("441882", "连州市", "连州市", 112.38, 24.78, [("100", "连州镇"), ("101", "星子镇"), ("109", "九陂镇")]),
    ]
}
