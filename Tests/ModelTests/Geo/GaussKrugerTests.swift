import Model
import Testing

@Suite struct GaussKrugerTests {
    /// Made with the forward series of the same projection, which stands in no code of the hub.
    @Test(
        arguments: [
            (2_683_797.828315, 347_657.022189, 114.0, 112.5, 24.25),
            (2_683_797.828315, 38_347_657.022189, nil, 112.5, 24.25),
            (2_600_266.801241, 397_855.403532, 114.0, 113, 23.5),
            (2_683_797.828315, 652_342.977811, 111.0, 112.5, 24.25),
        ] as [(Double, Double, Double?, Double, Double)])
    func degrees(northing: Double, easting: Double, meridian: Double?, longitude: Double, latitude: Double) throws {
        let place = try #require(GaussKruger.degrees(northing: northing, easting: easting, meridian: meridian))
        #expect(abs(place.longitude - longitude) < 1e-8 && abs(place.latitude - latitude) < 1e-8)
    }

    @Test func whatIsNoZone() {
        #expect(GaussKruger.degrees(northing: 2_683_797, easting: 347_657, meridian: nil) == nil)
        #expect(GaussKruger.degrees(northing: 2_683_797, easting: 24_347_657, meridian: nil) == nil)
        #expect(GaussKruger.degrees(northing: 2_683_797, easting: 38_347_657, meridian: 111) == nil)
        #expect(GaussKruger.degrees(northing: -1, easting: 347_657, meridian: 114) == nil)
        #expect(GaussKruger.degrees(northing: .nan, easting: .infinity, meridian: 114) == nil)
    }

    @Test func distances() {
        let place = Coordinate(longitude: 113, latitude: 23)
        #expect(place.distance(to: place) == 0)
        #expect(abs(place.distance(to: Coordinate(longitude: 113, latitude: 24)) - 111_195) < 1)
        #expect(abs(place.distance(to: Coordinate(longitude: -67, latitude: -23)) - 20_015_115) < 1)
    }
}
