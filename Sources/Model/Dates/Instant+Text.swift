extension Instant: CustomStringConvertible {
    /// Appends RFC 3339 with milliseconds in UTC: `2024-02-29T13:05:09.120Z`.
    public func append(to buffer: inout [UInt8]) {
        reading(offset: 0).append(to: &buffer)
        buffer.append(UInt8(ascii: "Z"))
    }

    /// Appends RFC 3339 with milliseconds and the zone's offset: `2024-02-29T21:05:09.120+08:00`.
    ///
    /// RFC 3339 has whole minutes of offset: the seconds of a local mean time are left out of reading and offset alike.
    public func append(to buffer: inout [UInt8], in zone: TimeZoneRules) {
        let minutes = zone.offset(at: self) / 60
        reading(offset: minutes * 60).append(to: &buffer)
        buffer.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
        buffer.appendDigits(abs(Int(minutes)) / 60, width: 2)
        buffer.append(UInt8(ascii: ":"))
        buffer.appendDigits(abs(Int(minutes)) % 60, width: 2)
    }

    /// The moment in UTC as RFC 3339 with milliseconds.
    public var description: String {
        var buffer: [UInt8] = []
        append(to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }
}

extension CivilDateTime: CustomStringConvertible {
    /// Appends `2024-02-29T13:05:09.120`, without any zone.
    public func append(to buffer: inout [UInt8]) {
        let time = Int(millisecondOfDay)
        date.append(to: &buffer)
        buffer.append(UInt8(ascii: "T"))
        buffer.appendDigits(time / 3_600_000, width: 2)
        buffer.append(UInt8(ascii: ":"))
        buffer.appendDigits(time / 60_000 % 60, width: 2)
        buffer.append(UInt8(ascii: ":"))
        buffer.appendDigits(time / 1000 % 60, width: 2)
        buffer.append(UInt8(ascii: "."))
        buffer.appendDigits(time % 1000, width: 3)
    }

    /// The reading as `2024-02-29T13:05:09.120`.
    public var description: String {
        var buffer: [UInt8] = []
        append(to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }
}
