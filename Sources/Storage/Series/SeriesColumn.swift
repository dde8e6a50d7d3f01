/// One column of a block: in which readings it has a value, and its values.
struct SeriesColumn {
    let number: Int32
    private(set) var rows: [Int32] = []
    private var tags: [UInt64] = []
    private var decimals: [Int64] = []
    private var texts: [ArraySlice<UInt8>] = []

    /// The columns of `rows`, in the order of their numbers.
    static func columns(of rows: [SeriesRow]) throws(StoreError) -> [SeriesColumn] {
        var columns: [SeriesColumn] = []
        var places: [Int32: Int] = [:]
        var entries: [ReadingEntry] = []
        for (index, row) in rows.enumerated() {
            try ReadingBody.read(row.body, into: &entries)
            for entry in entries {
                let place = places[entry.column] ?? columns.count
                if place == columns.count {
                    places[entry.column] = place
                    columns.append(SeriesColumn(number: entry.column))
                }
                columns[place].add(entry, of: row, at: index)
            }
        }
        return columns.sorted { $0.number < $1.number }
    }

    private init(number: Int32) { self.number = number }

    private mutating func add(_ entry: ReadingEntry, of row: SeriesRow, at index: Int) {
        rows.append(Int32(truncatingIfNeeded: index))
        tags.append(UInt64(entry.tag))
        if entry.isDecimal { decimals.append(entry.payload) }
        if entry.tag == ReadingEntry.text { texts.append(row.body[entry.textRange]) }
    }

    func append(rows count: Int, to out: inout PackedBytes) {
        out.append(count: Int(number))
        var presence = [UInt64](repeating: 0, count: count)
        for row in rows { presence[Int(row)] = 1 }
        SeriesBlock.appendRuns(presence, to: &out)
        SeriesBlock.appendRuns(tags, to: &out)
        var last: Int64 = 0
        for decimal in decimals {
            out.append(signed: decimal &- last)
            last = decimal
        }
        for text in texts {
            out.append(count: text.count)
            out.bytes.append(contentsOf: text)
        }
    }

    /// Gives every row the body that its values make.
    static func fill(_ rows: inout [SeriesRow], from reading: inout PackedReading) throws(StoreError) {
        var bodies = [PackedBytes](repeating: PackedBytes(), count: rows.count)
        var lasts = [Int32](repeating: 0, count: rows.count)
        for _ in 0..<(try reading.count(limit: 1 << 16)) {
            let number = Int32(truncatingIfNeeded: try reading.count(limit: Int(Int32.max)))
            let presence = try SeriesBlock.readRuns(&reading, rows.count)
            let present = presence.indices.filter { presence[$0] != 0 }
            let tags = try SeriesBlock.readRuns(&reading, present.count)
            for (place, row) in present.enumerated() {
                guard number >= lasts[row] else { throw PackedReading.damaged }
                bodies[row].append(count: Int(number - lasts[row]))
                lasts[row] = number
                bodies[row].bytes.append(UInt8(truncatingIfNeeded: tags[place]))
            }
            try fillValues(&bodies, present, tags, from: &reading)
        }
        for index in rows.indices { rows[index].body = bodies[index].bytes[...] }
    }

    private static func fillValues(
        _ bodies: inout [PackedBytes], _ present: [Int], _ tags: [UInt64], from reading: inout PackedReading
    ) throws(StoreError) {
        var last: Int64 = 0
        for (place, row) in present.enumerated() where tags[place] <= UInt64(ReadingEntry.highestScale) {
            last &+= try reading.signed()
            bodies[row].append(signed: last)
        }
        for (place, row) in present.enumerated() where tags[place] == UInt64(ReadingEntry.text) {
            let text = try reading.take(reading.count(limit: 0xffff))
            bodies[row].append(count: text.count)
            bodies[row].bytes.append(contentsOf: text)
        }
    }
}
