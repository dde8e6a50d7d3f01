/// One reading as it is stored.
public struct SeriesRow: Sendable, Equatable {
    /// The moment, or the start of the period.
    public var time: Int64
    /// When it arrived; whole seconds once it is sealed.
    public var received: Int64
    /// How it came to be.
    public var origin: ReadingOrigin
    var body: ArraySlice<UInt8>

    /// Newer rows laid over older ones, both in order: of two of one moment the newer one counts.
    static func overlay(_ newer: [SeriesRow], on older: [SeriesRow]) -> [SeriesRow] {
        if older.isEmpty { return newer }
        if newer.isEmpty { return older }
        var rows: [SeriesRow] = []
        rows.reserveCapacity(newer.count + older.count)
        var next = newer.startIndex
        for row in older {
            while next < newer.endIndex, newer[next].time < row.time {
                rows.append(newer[next])
                next += 1
            }
            if next < newer.endIndex, newer[next].time == row.time { continue }
            rows.append(row)
        }
        rows.append(contentsOf: newer[next...])
        return rows
    }
}
