import Model

/// A regulated enterprise as it is, whatever the systems write of it.
struct Enterprise: Sendable {
    /// Its place in the city's list.
    var index: Int
    /// The registered name.
    var name: String
    /// The name before the last renaming; nil when it never had another.
    var formerName: String?
    /// What people call it: `宏泰陶瓷厂`.
    var shortName: String
    /// The unified social credit code, with sound check characters.
    var uscc: String
    /// The last letter of the permit number.
    var permitLetter: Character
    var trade: Trade
    var town: Town
    /// The house within the town.
    var street: String
    /// In WGS 84.
    var place: Coordinate
    var person: String
    var contact: String
    var phone: String
    var level: Level
    /// `国控`, `省控`, `市控`; empty for the rest.
    var control: String
    var outlets: [Outlet]
    /// Limits of these apply from and to, as `yyyy-MM-dd`.
    var validFrom: String
    var validTo: String
    /// The permit system's state code: 1 active, 2 suspended, 9 cancelled.
    var state = "1"
    /// When the permit system last wrote the record.
    var changed: DemoMoment

    /// Key, simplified, or registration only.
    enum Level: String, Sendable {
        case key = "重点管理"
        case simplified = "简化管理"
        case registration = "登记管理"
    }

    var permitNumber: String { uscc + "001" + String(permitLetter) }
    var address: String { "广东省清远市\(town.county)\(town.name)\(street)" }
    /// The media of the outlets, in the order water, air.
    var media: [Medium] { [.water, .air].filter { medium in outlets.contains { $0.medium == medium } } }
}

/// Where an outlet discharges to.
enum Medium: String, Sendable {
    case water = "废水"
    case air = "废气"
}

/// An outlet with its limits.
struct Outlet: Sendable {
    var code: String
    var medium: Medium
    var name: String
    /// The river of a water outlet; the height of a stack in metres.
    var receivingWater = ""
    var height = ""
    var limits: [OutletLimit]
}

/// One limit, as the permit system writes it.
struct OutletLimit: Sendable {
    var pollutant: String
    var value: String
    var unit: String
    var annualMass = ""
}
