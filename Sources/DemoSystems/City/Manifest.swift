/// A transfer manifest of hazardous waste (危险废物转移联单).
struct Manifest: Sendable {
    /// Year, province and eight digits.
    var number: String
    /// Position of the generator in the city's enterprises.
    var generator: Int
    var carrier: Carrier
    var receiver: Receiver
    var lines: [Line]
    /// `已移出`, `运输中`, `已办结` and so on.
    var status: String
    var sent: DemoMoment
    /// When the waste arrived; nil while it is on its way.
    var received: DemoMoment?
    var changed: DemoMoment
    var plate: String
    var driver: String

    /// One waste of the manifest.
    struct Line: Sendable {
        var code: String
        var name: String
        var state: String
        /// As the form says: tonnes or kilograms.
        var mass: String
        var unit: String
        var massReceived: String?
        var method: String
    }

    /// Who drives; none of them is a source of pollution in the city.
    struct Carrier: Sendable {
        var name: String
        var uscc: String
        var licence: String
    }

    /// Who takes the waste: a works of the city, or one elsewhere.
    struct Receiver: Sendable {
        /// Position in the city's enterprises; nil elsewhere.
        var enterprise: Int?
        var name: String
        var uscc: String
        var licence: String
        var region: String
    }
}
