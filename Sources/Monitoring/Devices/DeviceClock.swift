import HJ212
import Model

/// What a device's clock says, as a moment.
struct DeviceClock {
    /// The zone of devices.
    let zone: TimeZoneRules
    /// How far a clock may be ahead, in milliseconds.
    let mostAhead: Int64
    /// No reading is older: clocks that were never set begin at 1970 or 2000.
    static let earliest: Int64 = 978_307_200_000

    private var lastMinute: Int64 = -1
    private var lastMoment: Int64 = 0

    init(zone: TimeZoneRules, mostAhead: Int64) {
        self.zone = zone
        self.mostAhead = mostAhead
    }

    /// The moment; nil when no reading can be of it.
    mutating func moment(_ stamp: CivilStamp, now: Int64) -> Int64? {
        let minute = stamp.packed / 100_000
        if minute != lastMinute {
            guard let date = CivilDate(year: stamp.year, month: stamp.month, day: stamp.day),
                let local = CivilDateTime(date: date, millisecondOfDay: (stamp.hour * 60 + stamp.minute) * 60_000)
            else { return nil }
            lastMoment = local.instant(in: zone).milliseconds
            lastMinute = minute
        }
        let time = lastMoment + Int64(stamp.second) * 1000 + Int64(stamp.millisecond)
        return time >= Self.earliest && time <= now + mostAhead ? time : nil
    }
}
