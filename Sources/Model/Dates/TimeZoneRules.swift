/// The offsets of a time zone as a table, made once: a look-up needs no Foundation and allocates nothing.
///
/// The table covers 1900 to 2099. China keeps +08:00 since September 1991 and had summer time from 1986 to 1991, so
/// nearly every value takes the first branch.
public struct TimeZoneRules: Sendable, Hashable {
    /// The name it was loaded by, `Asia/Shanghai` or `+08:00`.
    public let name: String
    /// Milliseconds since the epoch at which each offset but the first begins.
    let starts: [Int64]
    /// Seconds east of Greenwich; one more than `starts`.
    let offsets: [Int32]
    private let lastStart: Int64
    private let lastOffset: Int32

    /// A table of offsets; `offsets` has one element more than `starts`, which ascends.
    init(name: String, starts: [Int64], offsets: [Int32]) {
        self.name = name
        self.starts = starts
        self.offsets = offsets
        lastStart = starts.last ?? .min
        lastOffset = offsets.last ?? 0
    }

    /// Coordinated universal time.
    public static let utc = TimeZoneRules(name: "UTC", starts: [], offsets: [0])

    /// Whether the zone has one offset for all time.
    public var isFixed: Bool { starts.isEmpty }

    /// Seconds east of Greenwich at a moment.
    public func offset(at instant: Instant) -> Int32 { offset(atMilliseconds: instant.milliseconds) }

    private func offset(atMilliseconds moment: Int64) -> Int32 {
        if moment >= lastStart { return lastOffset }
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return offsets[low]
    }

    /// Seconds east of Greenwich when clocks show `reading` (milliseconds as if in UTC); twice-shown readings are the
    /// first, skipped ones take the offset before the change.
    func offset(ofReading reading: Int64) -> Int64 {
        let day = Int64(CivilDateTime.dayLength)
        if starts.isEmpty || reading - day >= lastStart { return Int64(lastOffset) }
        let before = offset(atMilliseconds: reading - day)
        let after = offset(atMilliseconds: reading + day)
        if before == after { return Int64(before) }
        if offset(atMilliseconds: reading - Int64(before) * 1000) == before { return Int64(before) }
        let late = offset(atMilliseconds: reading - Int64(after) * 1000) == after
        return Int64(late ? after : before)
    }
}
