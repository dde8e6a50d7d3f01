import Model

extension ExprFunction {
    /// Functions that bring points of other reference systems to WGS 84.
    static let maps: [ExprFunction] = [
        ExprFunction(
            "gcj02_to_wgs84", [.point], .point, "a point of Chinese maps (GCJ-02) in WGS 84",
            ["round(longitude(gcj02_to_wgs84(point(113.06, 23.68))), 4)": "113.0545"]
        ) { (a) throws(RecordFault) in
            .point(a.point(0).converted(from: .gcj02, to: .wgs84))
        },
        ExprFunction(
            "bd09_to_wgs84", [.point], .point, "a point of Baidu's maps (BD-09) in WGS 84",
            ["round(longitude(bd09_to_wgs84(point(113.06, 23.68))), 4)": "113.0481"]
        ) { (a) throws(RecordFault) in
            .point(a.point(0).converted(from: .bd09, to: .wgs84))
        },
        ExprFunction(
            "cgcs2000", [.decimal, .decimal, .decimal], optional: 1, .point,
            "the point of plane coordinates of CGCS2000: northing and easting in metres, the central meridian unless the easting begins with its zone",
            [
                "round(longitude(cgcs2000(2683797.828, 347657.022, 114)), 6)": "112.5",
                "round(latitude(cgcs2000(2683797.828, 38347657.022)), 6)": "24.25",
            ], rejects: ["cgcs2000(2683797.828, 347657.022)": "R2111"]
        ) { (a) throws(RecordFault) in
            let (north, east) = (a.number(0), a.number(1))
            let place = GaussKruger.degrees(
                northing: north.doubleValue, easting: east.doubleValue,
                meridian: a.count > 2 ? a.number(2).doubleValue : nil)
            guard let place else {
                throw RecordFault(
                    code: "R2111", message: "not plane coordinates of a zone: \(north), \(east)",
                    value: "\(north), \(east)")
            }
            return .point(place)
        },
    ]
}
