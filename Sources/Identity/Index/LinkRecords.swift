/// The prepared records of an index, by row.
struct LinkRecords: Sendable {
    private(set) var rows: [PreparedRecord] = []
    /// The systems of the rows, close together: most pairs that need not be compared are of one system.
    private var systems: [UInt64] = []
    /// Other names of all rows. What a row that changed or went leaves behind stays unused until there is much of it.
    private(set) var others: [NameForm] = []
    private var repairs: [Int32: [CompanyCode]] = [:]
    private var rowOfIdentity: [UInt64: Int32] = [:]
    private var free: [Int32] = []
    /// Whether any record ever had a number of a site.
    private var hasSites = false
    private var unusedOthers = 0

    /// How many records there are.
    var count: Int { rowOfIdentity.count }

    func row(_ identity: UInt64) -> Int32? { rowOfIdentity[identity] }

    subscript(row: Int32) -> PreparedRecord { rows[Int(row)] }

    mutating func reserve(_ count: Int) {
        rows.reserveCapacity(count)
        systems.reserveCapacity(count)
        rowOfIdentity.reserveCapacity(count)
    }

    /// Puts a record into its row, or into a new one; its old form must be gone from everything else before.
    mutating func put(_ record: SourceRecord, with reader: inout RecordReader) -> Int32 {
        var names: [NameForm] = []
        var codes: [CompanyCode] = []
        let prepared = reader.read(record, others: &names, repairs: &codes)
        return put(prepared, names: names[...], codes: codes[...])
    }

    /// Puts a prepared record, its other names and what its broken codes may be into its row, or into a new one.
    mutating func put(
        _ record: PreparedRecord, names: ArraySlice<NameForm>, codes: ArraySlice<CompanyCode>
    ) -> Int32 {
        var prepared = record
        let start = Int32(others.count)
        others += names
        prepared.otherNames = start..<Int32(others.count)
        let row: Int32
        if let known = rowOfIdentity[prepared.identity] {
            row = known
            unusedOthers += rows[Int(row)].otherNames.count
            rows[Int(row)] = prepared
        } else if let unused = free.popLast() {
            row = unused
            rows[Int(row)] = prepared
        } else {
            row = Int32(rows.count)
            rows.append(prepared)
            systems.append(0)
        }
        systems[Int(row)] = prepared.system
        if prepared.permit | prepared.sourceCode | prepared.device != 0 { hasSites = true }
        rowOfIdentity[prepared.identity] = row
        repairs[row] = codes.isEmpty ? nil : Array(codes)
        if unusedOthers > 1000, unusedOthers * 2 > others.count { gatherOthers() }
        return row
    }

    mutating func remove(_ row: Int32) {
        rowOfIdentity[rows[Int(row)].identity] = nil
        unusedOthers += rows[Int(row)].otherNames.count
        rows[Int(row)] = PreparedRecord()
        rows[Int(row)].isPresent = false
        repairs[row] = nil
        free.append(row)
    }

    /// The keys under which a row is looked for.
    func readKeys(_ row: Int32, into keys: inout BlockKeys) {
        let rows = rows.span
        let range = rows[Int(row)].otherNames
        if range.isEmpty, repairs.isEmpty { return keys.read(rows[Int(row)], others: [], repairs: []) }
        let names = others[Int(range.lowerBound)..<Int(range.upperBound)]
        keys.read(rows[Int(row)], others: names, repairs: (repairs[row] ?? [])[...])
    }

    /// Compares two rows, always the one of the smaller identity with the other: the outcome does not depend on who asks.
    func compare(_ one: Int32, _ two: Int32) -> PairComparer.Outcome {
        let rows = rows.span
        let isInOrder = rows[Int(one)].identity < rows[Int(two)].identity
        let (first, second) = isInOrder ? (Int(one), Int(two)) : (Int(two), Int(one))
        return PairComparer.compare(rows[first], rows[second], others: others)
    }

    /// Whether two rows are compared at all: a system's own records only when they have a number in common.
    func areComparable(_ one: Int32, _ two: Int32) -> Bool {
        if systems[Int(one)] != systems[Int(two)] { return true }
        if !hasSites { return false }
        let rows = rows.span
        return rows[Int(one)].sharesSite(rows[Int(two)])
    }

    /// Whether a record stands in the row.
    func isPresent(_ row: Int32) -> Bool { rows.span[Int(row)].isPresent }

    private mutating func gatherOthers() {
        var kept: [NameForm] = []
        for row in rows.indices {
            let range = rows[row].otherNames
            let start = Int32(kept.count)
            kept += others[Int(range.lowerBound)..<Int(range.upperBound)]
            rows[row].otherNames = start..<Int32(kept.count)
        }
        others = kept
        unusedOthers = 0
    }
}
