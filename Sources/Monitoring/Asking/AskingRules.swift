import Connectors
import Model
import Storage

/// What devices are asked for.
struct AskingRules: Sendable {
    /// The periods of which gaps are asked for, and how far back, in milliseconds.
    let periods: [SeriesPeriod]
    let window: Int64
    /// How far a device's clock may be off, in milliseconds; 0: it is not looked at.
    let clockTolerance: Int64

    let times: AskingTimes

    /// How many devices are asked at a time: after an outage of the hub all have gaps.
    static let mostOpen = 20
    /// How many devices' readings are looked through a second.
    static let mostLooks = 20
    init(_ devices: DeviceRules, times: AskingTimes) {
        self.times = times
        periods = DeviceRules.Period.allCases.filter(devices.askFor.contains).map { SeriesPeriod($0) }
        window = devices.askWithin.components.seconds * 1000
        clockTolerance = devices.clockTolerance.components.seconds * 1000
    }
}

/// How long is waited for devices that are asked, in seconds.
struct AskingTimes: Sendable {
    /// Until an answer is due, and how often a request is sent in all (HJ 212-2017: 10 seconds, 3 times).
    var overtime = 10
    var tries = 3
    /// Until a request is over whose end was not told, without data.
    var quiet = 60
    /// Between a device's first packet and the first look for gaps, and between two looks.
    var firstLook = 15
    var nextLook = 3_600
    /// Until the same gap is asked for again, and until a device that does not answer is asked again.
    var again = 6 * 3_600
}
