public import Model

/// What one system says of one enterprise or site, as far as linking looks at it.
public struct SourceRecord: Sendable, Equatable {
    /// The system's name.
    public var system: String
    /// The key that the system uses; with the system's name it is the record's own.
    public var key: String
    /// Codes and numbers of the enterprise and the site.
    public var identifiers: [SourceIdentifier]
    /// The name as it was written.
    public var name: String
    /// Other names that the same system gives.
    public var otherNames: [String]
    /// The address as it was written; in Latin letters with commas between street, town and the rest.
    public var address: String
    /// The region's code of GB/T 2260, or another name of a region.
    public var region: String
    /// Where it lies.
    public var location: SourceLocation?
    /// The industry's code of GB/T 4754, or of another classification whose digits go from the coarse to the fine.
    public var industry: String
    /// The telephone number, where it may be used.
    public var phone: String

    /// A record; everything but system, key and name may be missing.
    public init(
        system: String, key: String, name: String, otherNames: [String] = [], identifiers: [SourceIdentifier] = [],
        address: String = "", region: String = "", location: SourceLocation? = nil, industry: String = "",
        phone: String = ""
    ) {
        self.system = system
        self.key = key
        self.name = name
        self.otherNames = otherNames
        self.identifiers = identifiers
        self.address = address
        self.region = region
        self.location = location
        self.industry = industry
        self.phone = phone
    }
}

/// A code or number by which an enterprise or a site is known in more than one system.
public struct SourceIdentifier: Sendable, Equatable {
    /// Whose numbers they are.
    public enum Scheme: String, Sendable, CaseIterable {
        /// 统一社会信用代码, GB 32100: the enterprise.
        case uscc
        /// 组织机构代码, GB 11714: the enterprise.
        case organisation
        /// 排污许可证编号, HJ 608: the enterprise's USCC and the site.
        case permit
        /// 污染源编码, the old one of 12 characters: the organisation and the site.
        case sourceCode
        /// MN, HJ 212: a monitoring device, which stands at one site.
        case device
    }

    /// Whose number it is.
    public var scheme: Scheme
    /// The number as it was written.
    public var text: String

    /// An identifier.
    public init(_ scheme: Scheme, _ text: String) {
        self.scheme = scheme
        self.text = text
    }
}

/// A place, and how far it may be wrong.
public struct SourceLocation: Sendable, Equatable {
    /// The degrees.
    public var coordinate: Coordinate
    /// What they refer to; nil when nobody says. Then WGS 84 and GCJ-02 are both thought possible.
    public var datum: Datum?
    /// The metres within which the place lies, as far as is known.
    public var accuracy: Double

    /// A place.
    public init(_ coordinate: Coordinate, datum: Datum?, accuracy: Double = 100) {
        self.coordinate = coordinate
        self.datum = datum
        self.accuracy = accuracy
    }
}
