import Model

extension ExprFunction {
    /// Functions of points: longitude first, WGS 84 unless the name says otherwise.
    static let places: [ExprFunction] = [
        ExprFunction("point", [.decimal, .decimal], .point, "the point at a longitude and a latitude in degrees") {
            (a) throws(RecordFault) in
            let place = Coordinate(longitude: a.number(0).doubleValue, latitude: a.number(1).doubleValue)
            if let fault = place.fault() {
                throw RecordFault(
                    code: "R2111", message: "not a point: \(fault)", value: "\(a.number(0)), \(a.number(1))")
            }
            return .point(place)
        },
        ExprFunction("gcj02_to_wgs84", [.point], .point, "a point of Chinese maps (GCJ-02) in WGS 84") {
            (a) throws(RecordFault) in
            .point(a.point(0).converted(from: .gcj02, to: .wgs84))
        },
        ExprFunction("bd09_to_wgs84", [.point], .point, "a point of Baidu's maps (BD-09) in WGS 84") {
            (a) throws(RecordFault) in
            .point(a.point(0).converted(from: .bd09, to: .wgs84))
        },
        ExprFunction("longitude", [.point], .decimal, "the longitude of a point") { (a) throws(RecordFault) in
            try Self.arithmetic { () throws(DecimalFault) in try DecimalValue(double: a.point(0).longitude) }
        },
        ExprFunction("latitude", [.point], .decimal, "the latitude of a point") { (a) throws(RecordFault) in
            try Self.arithmetic { () throws(DecimalFault) in try DecimalValue(double: a.point(0).latitude) }
        },
    ]
}
