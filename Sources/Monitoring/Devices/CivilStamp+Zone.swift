import HJ212
import Model

extension CivilStamp {
    /// What a clock of a zone shows at an instant.
    init(_ instant: Instant, in zone: TimeZoneRules) {
        let reading = instant.reading(in: zone)
        let time = Int(reading.millisecondOfDay)
        self.init(
            year: reading.date.year, month: reading.date.month, day: reading.date.day, hour: time / 3_600_000,
            minute: time / 60_000 % 60, second: time / 1000 % 60, millisecond: time % 1000)!
    }
}
