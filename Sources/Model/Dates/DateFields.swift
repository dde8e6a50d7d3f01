/// The parts read from one text, checked against calendar and clock.
struct DateFields {
    private var year = 1
    private var month = 1
    private var day = 1
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var millisecond = 0
    /// Seconds east of Greenwich, when the text carries them.
    private(set) var offset: Int32?

    mutating func set(_ part: DateFault.Part, _ value: Int) throws(DateFault) {
        switch part {
        case .year: year = try Self.check(part, value, 1...9999)
        case .month: month = try Self.check(part, value, 1...12)
        case .day: day = try Self.check(part, value, 1...31)
        case .hour: hour = try Self.check(part, value, 0...24)
        case .minute: minute = try Self.check(part, value, 0...59)
        case .second: second = try Self.check(part, value, 0...59)
        case .fraction: millisecond = value
        case .offset: offset = Int32(truncatingIfNeeded: value)
        }
    }

    private static func check(
        _ part: DateFault.Part, _ value: Int, _ range: ClosedRange<Int>
    ) throws(DateFault) -> Int {
        guard range.contains(value) else { throw .range(part, value) }
        return value
    }

    /// The day as written.
    func date() throws(DateFault) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            throw .noSuchDay(year: year, month: month, day: day)
        }
        return date
    }

    /// Milliseconds since midnight; 24:00:00 is a whole day.
    func millisecondOfDay() throws(DateFault) -> Int {
        let time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
        guard time <= CivilDateTime.dayLength else { throw .range(.hour, hour) }
        return time
    }

    /// The day and the time as written; 24:00:00 is the next day's midnight.
    func dateTime() throws(DateFault) -> CivilDateTime {
        let date = try date()
        let time = try millisecondOfDay()
        if let reading = CivilDateTime(date: date, millisecondOfDay: time) { return reading }
        guard let next = date.adding(days: 1) else { throw .range(.hour, hour) }
        return CivilDateTime(startOf: next)
    }
}
