/// A record as it is compared: numbers and hashes of a fixed size, no texts.
struct PreparedRecord: Sendable {
    /// The hash of system and key: what the record is, whatever its place in a list.
    var identity: UInt64 = 0
    /// The hash of the system's name.
    var system: UInt64 = 0
    var company = CompanyCode.none
    /// Hashes of the site's numbers by scheme; 0 for none.
    var permit: UInt64 = 0
    var sourceCode: UInt64 = 0
    var device: UInt64 = 0
    var name = NameForm()
    /// Where other names stand in the list of them, and how many.
    var otherNames: Range<Int32> = 0..<0
    var address = AddressForm()
    var place = PlaceForm()
    var phone: UInt64 = 0
    var industry: UInt32 = 0
    /// Whether the record may be one of those that stand in an index.
    var isPresent = true

    /// Whether two records have a number of the same site in common.
    func sharesSite(_ other: PreparedRecord) -> Bool {
        permit != 0 && permit == other.permit || sourceCode != 0 && sourceCode == other.sourceCode
            || device != 0 && device == other.device
    }

    /// Whether they have different numbers of a scheme that gives a site one number.
    func differsInSite(_ other: PreparedRecord) -> Bool {
        permit != 0 && other.permit != 0 && permit != other.permit
            || sourceCode != 0 && other.sourceCode != 0 && sourceCode != other.sourceCode
    }
}

/// A place as it is compared.
struct PlaceForm: Sendable {
    /// Degrees of WGS 84, or as they were given when nobody says what they refer to.
    var longitude: Float = 0
    var latitude: Float = 0
    /// Metres; 0 when there is no place.
    var accuracy: Float = 0
    /// The shift in degrees from WGS 84 to GCJ-02 here, when the datum is not known; else 0.
    var shiftEast: Float = 0
    var shiftNorth: Float = 0

    var isKnown: Bool { accuracy > 0 }

    /// The metres between two places under the kinder of the possible datums.
    func distance(to other: PlaceForm) -> Float {
        let (east, north) = (other.longitude - longitude, other.latitude - latitude)
        var nearest = metres(east, north)
        if shiftEast != 0 { nearest = min(nearest, metres(east + shiftEast, north + shiftNorth)) }
        if other.shiftEast != 0 { nearest = min(nearest, metres(east - other.shiftEast, north - other.shiftNorth)) }
        return nearest
    }

    /// A degree of latitude is 111.2 km; the cosine by its series is right to a thousandth up to 60 degrees.
    private func metres(_ east: Float, _ north: Float) -> Float {
        let radians = latitude * (.pi / 180)
        let square = radians * radians
        let cosine = 1 - square / 2 + square * square / 24
        let (x, y) = (east * cosine, north)
        return (x * x + y * y).squareRoot() * 111_195
    }
}
