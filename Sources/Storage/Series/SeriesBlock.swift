import Compression

/// Many readings of one series, by column: what stands still costs next to nothing, what moves costs its movement.
///
///     format (0 plain, 1 deflated), then
///     rows │ times │ origins │ delays │ columns │ for each column: number, runs of presence, runs of tags,
///                                                          decimals as differences, texts
///
/// Times are second differences (0 for a device that keeps its interval), arrivals are whole seconds after the time,
/// decimals are differences of mantissas; what repeats is counted. Deflate takes the rest.
enum SeriesBlock {
    /// No block has more readings: a reading a second fills the span of a day with a tenth of it.
    static let mostRows = 1 << 20
    /// No block is larger than this, unpacked.
    static let mostBytes = 1 << 28

    /// The block of `rows`, which are in the order of their times.
    static func pack(_ rows: [SeriesRow], with compressor: Compressor) throws -> [UInt8] {
        var plain = PackedBytes()
        plain.bytes.reserveCapacity(rows.count * 16)
        plain.append(count: rows.count)
        appendTimes(rows, to: &plain)
        appendRuns(rows.map { UInt64($0.origin.rawValue) }, to: &plain)
        var delay: Int64 = 0
        for row in rows {
            let seconds = (row.received - row.time) / 1000
            plain.append(signed: seconds - delay)
            delay = seconds
        }
        let columns = try SeriesColumn.columns(of: rows)
        plain.append(count: columns.count)
        for column in columns { column.append(rows: rows.count, to: &plain) }
        let packed = try compressor.compress(plain.bytes)
        return packed.count < plain.bytes.count ? [1] + packed : [0] + plain.bytes
    }

    /// The readings of a block, in the order of their times.
    static func unpack(_ block: [UInt8]) throws -> [SeriesRow] {
        guard let format = block.first, format <= 1 else { throw PackedReading.damaged }
        var reading = PackedReading(format == 0 ? block[1...] : try inflate(Array(block[1...]))[...])
        let count = try reading.count(limit: mostRows)
        let times = try readTimes(&reading, count)
        let origins = try readRuns(&reading, count)
        var delay: Int64 = 0
        var heads: [SeriesRow] = []
        heads.reserveCapacity(count)
        for index in 0..<count {
            delay &+= try reading.signed()
            guard let origin = ReadingOrigin(rawValue: UInt8(truncatingIfNeeded: origins[index])) else {
                throw PackedReading.damaged
            }
            let received = times[index] &+ delay &* 1000
            heads.append(SeriesRow(time: times[index], received: received, origin: origin, body: []))
        }
        try SeriesColumn.fill(&heads, from: &reading)
        return heads
    }

    private static func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
        do {
            return try Decompressor.decompress(bytes, .raw, limit: mostBytes)
        } catch is CompressionError {
            throw PackedReading.damaged
        }
    }

    private static func appendTimes(_ rows: [SeriesRow], to out: inout PackedBytes) {
        var time: Int64 = 0
        var step: Int64 = 0
        for row in rows {
            let difference = row.time - time
            out.append(signed: difference - step)
            step = difference
            time = row.time
        }
    }

    private static func readTimes(_ reading: inout PackedReading, _ count: Int) throws(StoreError) -> [Int64] {
        var times: [Int64] = []
        var time: Int64 = 0
        var step: Int64 = 0
        for _ in 0..<count {
            step &+= try reading.signed()
            time &+= step
            times.append(time)
        }
        return times
    }

    /// Values as (how often, which) pairs.
    static func appendRuns(_ values: [UInt64], to out: inout PackedBytes) {
        var start = 0
        while start < values.count {
            var end = start + 1
            while end < values.count, values[end] == values[start] { end += 1 }
            out.append(count: end - start)
            out.append(values[start])
            start = end
        }
    }

    static func readRuns(_ reading: inout PackedReading, _ count: Int) throws(StoreError) -> [UInt64] {
        var values: [UInt64] = []
        values.reserveCapacity(count)
        while values.count < count {
            let length = try reading.count(limit: count - values.count)
            guard length > 0 else { throw PackedReading.damaged }
            let value = try reading.number()
            for _ in 0..<length { values.append(value) }
        }
        return values
    }
}
