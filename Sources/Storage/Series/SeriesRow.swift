/// One reading as it is stored.
public struct SeriesRow: Sendable, Equatable {
    /// The moment, or the start of the period.
    public var time: Int64
    /// Which of several packets of one moment.
    public var part: Int64
    /// When it arrived; whole seconds once it is sealed.
    public var received: Int64
    /// How it came to be.
    public var origin: ReadingOrigin
    var body: ArraySlice<UInt8>

    /// Whether `other` is of the same moment and part.
    func isSame(as other: SeriesRow) -> Bool { time == other.time && part == other.part }

    /// Whether this comes before `other` in a series.
    func precedes(_ other: SeriesRow) -> Bool { (time, part) < (other.time, other.part) }

    /// Newer rows laid over older ones, both in order: of two of one moment and part the newer one counts.
    static func overlay(_ newer: [SeriesRow], on older: [SeriesRow]) -> [SeriesRow] {
        if older.isEmpty { return newer }
        if newer.isEmpty { return older }
        var rows: [SeriesRow] = []
        rows.reserveCapacity(newer.count + older.count)
        var next = newer.startIndex
        for row in older {
            while next < newer.endIndex, newer[next].precedes(row) {
                rows.append(newer[next])
                next += 1
            }
            if next < newer.endIndex, newer[next].isSame(as: row) { continue }
            rows.append(row)
        }
        rows.append(contentsOf: newer[next...])
        return rows
    }
}
