/// The values of one reading as bytes: for each column in the order of its number the distance from the column before, a tag
/// (a scale, a letter, or that a text follows), and the value. Equal values give equal bytes.
enum ReadingBody {
    /// Writes the entries in their canonical order; of two of one column the later one is kept.
    static func write(_ reading: inout Reading, to out: inout PackedBytes) {
        reading.sortEntries()
        out.bytes.removeAll(keepingCapacity: true)
        var last: Int32 = 0
        for index in reading.entries.indices {
            let entry = reading.entries[index]
            if index + 1 < reading.entries.count, reading.entries[index + 1].column == entry.column { continue }
            append(entry, after: last, texts: reading.texts[...], to: &out)
            last = entry.column
        }
    }

    @inline(__always) private static func append(
        _ entry: ReadingEntry, after last: Int32, texts: ArraySlice<UInt8>, to out: inout PackedBytes
    ) {
        out.append(count: Int(entry.column - last))
        out.bytes.append(entry.tag)
        if entry.isDecimal {
            out.append(signed: entry.payload)
        } else if entry.tag == ReadingEntry.text {
            out.append(count: entry.textRange.count)
            out.bytes.append(contentsOf: texts[entry.textRange])
        }
    }

    /// The values of two bodies; of a column that both have, the newer one's.
    ///
    /// - Returns: the body, and whether a value of the older one was replaced by another.
    static func merge(
        _ newer: ArraySlice<UInt8>, over older: ArraySlice<UInt8>
    ) throws(StoreError) -> (bytes: [UInt8], isCorrection: Bool) {
        var (new, old): ([ReadingEntry], [ReadingEntry]) = ([], [])
        try read(newer, into: &new)
        try read(older, into: &old)
        var out = PackedBytes()
        var isCorrection = false
        var last: Int32 = 0
        var (n, o) = (0, 0)
        while n < new.count || o < old.count {
            let isNew = o == old.count || n < new.count && new[n].column <= old[o].column
            let entry = isNew ? new[n] : old[o]
            if isNew, o < old.count, old[o].column == entry.column {
                if !isSame(entry, in: newer, as: old[o], in: older) { isCorrection = true }
                o += 1
            }
            append(entry, after: last, texts: isNew ? newer : older, to: &out)
            last = entry.column
            if isNew { n += 1 } else { o += 1 }
        }
        return (out.bytes, isCorrection)
    }

    private static func isSame(
        _ one: ReadingEntry, in bytes: ArraySlice<UInt8>, as other: ReadingEntry, in others: ArraySlice<UInt8>
    ) -> Bool {
        guard one.tag == other.tag else { return false }
        if one.tag == ReadingEntry.text { return bytes[one.textRange].elementsEqual(others[other.textRange]) }
        return one.payload == other.payload
    }

    /// Reads a body into `entries`, whose texts lie in `bytes`.
    static func read(_ bytes: ArraySlice<UInt8>, into entries: inout [ReadingEntry]) throws(StoreError) {
        var reading = PackedReading(bytes)
        entries.removeAll(keepingCapacity: true)
        var column: Int64 = 0
        while !reading.isAtEnd {
            column += Int64(try reading.count(limit: Int(Int32.max)))
            guard let number = Int32(exactly: column) else { throw PackedReading.damaged }
            var entry = ReadingEntry(column: number, tag: try reading.byte(), payload: 0)
            if entry.isDecimal {
                entry.payload = try reading.signed()
            } else if entry.tag == ReadingEntry.text {
                let text = try reading.take(reading.count(limit: 0xffff))
                entry.payload = Int64(text.startIndex) << 24 | Int64(text.count)
            } else if !entry.isLetter {
                throw PackedReading.damaged
            }
            entries.append(entry)
        }
    }
}

extension Reading {
    /// Devices send their columns in one order for years: mostly there is nothing to sort.
    fileprivate mutating func sortEntries() {
        var isSorted = true
        for index in entries.indices.dropFirst() where entries[index].column < entries[index - 1].column {
            isSorted = false
            break
        }
        if isSorted { return }
        // Swift's sort is stable: of two entries of one column the later one stays the later one.
        entries.sort { $0.column < $1.column }
    }
}
