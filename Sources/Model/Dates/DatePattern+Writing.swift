extension DatePattern {
    /// Appends what a clock shows, as the pattern writes it. `offset` is in seconds east of Greenwich, and is written as
    /// `+08:00` whatever the number of its letters.
    public func append(_ reading: CivilDateTime, offset: Int32 = 0, to buffer: inout [UInt8]) {
        if let epochUnit {
            let moment = reading.instant(in: .utc).milliseconds - Int64(offset) * 1000
            buffer += Array(String(moment / epochUnit).utf8)
            return
        }
        let time = Int(reading.millisecondOfDay)
        for step in steps {
            switch step {
            case .literal(let byte): buffer.append(byte)
            case .part(.offset, _, _): Self.append(offset: offset, to: &buffer)
            case .part(.fraction, _, let most):
                let digits = [UInt8](String(1000 + time % 1000).utf8.dropFirst()) + Array(repeating: 48, count: 6)
                buffer += digits.prefix(Int(most))
            case .part(let part, let least, _):
                let number = Self.number(part, reading.date, time)
                buffer.appendDigits(number, width: max(Int(least), number < 10 ? 1 : 2))
            }
        }
    }

    private static func number(_ part: DateFault.Part, _ date: CivilDate, _ time: Int) -> Int {
        switch part {
        case .year: date.year
        case .month: date.month
        case .day: date.day
        case .hour: time / 3_600_000
        case .minute: time / 60_000 % 60
        case .second: time / 1000 % 60
        case .fraction, .offset: 0
        }
    }

    private static func append(offset: Int32, to buffer: inout [UInt8]) {
        let minutes = Int(offset.magnitude) / 60
        buffer.append(UInt8(ascii: offset < 0 ? "-" : "+"))
        buffer.appendDigits(minutes / 60, width: 2)
        buffer.append(UInt8(ascii: ":"))
        buffer.appendDigits(minutes % 60, width: 2)
    }
}
