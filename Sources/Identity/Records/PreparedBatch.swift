/// Records as they are compared, and their keys, made apart from any index: several batches can be made at once.
struct PreparedBatch: Sendable {
    private(set) var rows: [PreparedRecord] = []
    private var others: [NameForm] = []
    private var repairs: [CompanyCode] = []
    private var keys: [UInt64] = []
    /// Where the repairs and the keys of each record end.
    private var ends: [(repairs: Int, keys: Int)] = []

    init(_ records: ArraySlice<SourceRecord>, commonness: UnitCommonness) {
        var reader = RecordReader(commonness: commonness)
        var blockKeys = BlockKeys()
        rows.reserveCapacity(records.count)
        ends.reserveCapacity(records.count)
        keys.reserveCapacity(records.count * 16)
        for record in records {
            let first = repairs.count
            let row = reader.read(record, others: &others, repairs: &repairs)
            let names = others[Int(row.otherNames.lowerBound)..<Int(row.otherNames.upperBound)]
            blockKeys.read(row, others: names, repairs: repairs[first...])
            keys += blockKeys.keys
            rows.append(row)
            ends.append((repairs.count, keys.count))
        }
    }

    /// The other names of a record.
    func names(_ number: Int) -> ArraySlice<NameForm> {
        others[Int(rows[number].otherNames.lowerBound)..<Int(rows[number].otherNames.upperBound)]
    }

    /// What a record's broken codes may be.
    func repairs(_ number: Int) -> ArraySlice<CompanyCode> {
        repairs[(number == 0 ? 0 : ends[number - 1].repairs)..<ends[number].repairs]
    }

    /// The keys of a record.
    func keys(_ number: Int) -> ArraySlice<UInt64> {
        keys[(number == 0 ? 0 : ends[number - 1].keys)..<ends[number].keys]
    }
}
