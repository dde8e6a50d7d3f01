import Model
import Testing

@Suite struct CoordinateTests {
    private func place(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate(longitude: longitude, latitude: latitude)
    }

    private func gap(_ left: Coordinate, _ right: Coordinate) -> Double {
        max(abs(left.longitude - right.longitude), abs(left.latitude - right.latitude))
    }

    @Test func reproducesPublishedVectors() {
        let vectors: [(Datum, Datum, Coordinate, Coordinate)] = [
            (.wgs84, .gcj02, place(31.1774276, 121.5272106), place(31.17530398364597, 121.531541859215)),
            (.wgs84, .gcj02, place(22.543847, 113.912316), place(22.540796131694766, 113.9171764808363)),
            (.wgs84, .gcj02, place(39.911954, 116.377817), place(39.91334545536069, 116.38404722455657)),
            (.wgs84, .gcj02, place(39.915, 116.404), place(39.91640428150164, 116.41024449916938)),
            (.gcj02, .bd09, place(39.915, 116.404), place(39.92133699351021, 116.41036949371029)),
            (.cgcs2000, .gcj02, place(23.68201, 113.05603), place(23.6795495883, 113.0615118412)),
        ]
        for (from, to, input, output) in vectors { #expect(gap(input.converted(from: from, to: to), output) < 1e-10) }
    }

    /// Published inverses of GCJ-02 are of one step: metres off the true one. Those of BD-09 do not even lead back to
    /// their own input by the published forward steps: they are tens of metres off.
    @Test func isNearPublishedInverses() {
        let vectors: [(Datum, Datum, Coordinate, Coordinate, Double)] = [
            (.bd09, .wgs84, place(29.199786, 120.019809), place(29.196131605295484, 120.00877901149691), 1e-4),
            (.bd09, .wgs84, place(29.210504, 120.036455), place(29.206795749156136, 120.0253853970846), 4e-4),
            (.gcj02, .wgs84, place(39.915, 116.404), place(39.91359571849836, 116.39775550083061), 3e-5),
            (.bd09, .gcj02, place(39.915, 116.404), place(39.90865673957631, 116.39762729119315), 1e-5),
        ]
        for (from, to, input, output, tolerance) in vectors {
            let found = input.converted(from: from, to: to)
            #expect(gap(found, output) < tolerance)
            #expect(gap(found.converted(from: to, to: from), input) < 1e-9)
        }
    }

    @Test func roundTripsAcrossChina() {
        var dice = Dice(seed: 23)
        var worst = 0.0
        for _ in 0..<3000 {
            let here = place(Double.random(in: 3.9...53.5, using: &dice), Double.random(in: 73.6...135, using: &dice))
            for datum in [Datum.gcj02, .bd09] {
                let back = here.converted(from: .wgs84, to: datum).converted(from: datum, to: .wgs84)
                worst = max(worst, gap(here, back))
            }
        }
        #expect(worst < 1e-9)
    }

    @Test func leavesTheRestOfTheWorldAlone() {
        let paris = place(48.8566, 2.3522)
        for datum in Datum.allCases { #expect(paris.converted(from: .wgs84, to: datum) == paris) }
        let broken = place(.nan, 113)
        #expect(broken.converted(from: .gcj02, to: .wgs84).latitude.isNaN)
        #expect(place(23, 113).converted(from: .wgs84, to: .cgcs2000) == place(23, 113))
    }

    @Test func findsFaults() throws {
        let qingyuan = try #require(BoundingBox(west: 111.91, south: 23.44, east: 113.93, north: 25.21))
        #expect(place(23.68, 113.05).fault(in: qingyuan) == nil)
        #expect(place(113.05, 23.68).fault(in: qingyuan) == .swapped)
        #expect(place(113.05, 23.68).fault() == .swapped)
        #expect(place(39.9, 116.4).fault(in: qingyuan) == .outside)
        #expect(place(0, 0).fault() == .zero)
        #expect(place(.infinity, 1).fault() == .notFinite)
        #expect(place(91, 0).fault() == .outOfRange)
        #expect(place(48.8, 2.35).fault() == nil)
        #expect(BoundingBox(west: 2, south: 0, east: 1, north: 1) == nil)
        #expect(BoundingBox(west: .nan, south: 0, east: 1, north: 1) == nil)
    }
}
