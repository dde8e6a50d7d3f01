import Model

extension ExprFunction {
    /// Functions of points: longitude first, WGS 84 unless the name says otherwise.
    static let places: [ExprFunction] = [
        ExprFunction(
            "point", [.decimal, .decimal], .point, "the point at a longitude and a latitude in degrees",
            ["point(113.06, 23.68)": "113.06 23.68"], rejects: ["point(113, 95)": "R2111"]
        ) { (a) throws(RecordFault) in
            let place = Coordinate(longitude: a.number(0).doubleValue, latitude: a.number(1).doubleValue)
            if let fault = place.fault() {
                throw RecordFault(
                    code: "R2111", message: "not a point: \(fault)", value: "\(a.number(0)), \(a.number(1))")
            }
            return .point(place)
        },
        ExprFunction(
            "angle", [.text], .decimal, "the degrees of an angle as sheets write it; to a billionth",
            [#"angle("113°3′36″")"#: "113.06", #"angle("23.7N")"#: "23.7"], rejects: [#"angle("约113度")"#: "R2111"]
        ) { (a) throws(RecordFault) in
            guard let degrees = try? AngleText.degrees(a.text(0)), let number = try? DecimalValue(double: degrees)
            else {
                let shown = RecordFault.cut(a.text(0))
                throw RecordFault(code: "R2111", message: "not an angle: \"\(shown)\"", value: shown)
            }
            return .number(number.rounded(places: 9))
        },
        ExprFunction(
            "longitude", [.point], .decimal, "the longitude of a point", ["longitude(point(113.06, 23.68))": "113.06"]
        ) { (a) throws(RecordFault) in
            try Self.arithmetic { () throws(DecimalFault) in try DecimalValue(double: a.point(0).longitude) }
        },
        ExprFunction(
            "latitude", [.point], .decimal, "the latitude of a point", ["latitude(point(113.06, 23.68))": "23.68"]
        ) { (a) throws(RecordFault) in
            try Self.arithmetic { () throws(DecimalFault) in try DecimalValue(double: a.point(0).latitude) }
        },
        ExprFunction(
            "distance_m", [.point, .point], .decimal,
            "the metres between two points, to a whole one; right to half a percent",
            ["distance_m(point(113.06, 23.68), point(113.06, 23.69))": "1112"]
        ) { (a) throws(RecordFault) in
            let metres = a.point(0).distance(to: a.point(1))
            return try Self.arithmetic { () throws(DecimalFault) in try DecimalValue(double: metres).rounded(places: 0)
            }
        },
        ExprFunction(
            "in_box", [.point, .decimal, .decimal, .decimal, .decimal], .bool,
            "whether a point lies between a west, south, east and north border",
            ["in_box(point(113.06, 23.68), 111.9, 23.4, 113.9, 25.2)": "true"]
        ) { (a) throws(RecordFault) in
            let (x, y) = (a.point(0).longitude, a.point(0).latitude)
            let (west, south, east, north) = (a.number(1), a.number(2), a.number(3), a.number(4))
            return .bool(
                west.doubleValue <= x && x <= east.doubleValue && south.doubleValue <= y && y <= north.doubleValue)
        },
    ]
}
