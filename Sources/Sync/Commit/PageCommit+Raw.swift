import Connectors
import Feeds
import Model
import Storage

// The raw records: kept as they change, so that they can be mapped again; and mapped again.
extension PageCommit {
    /// Whether a record of equal bytes needs no second look. What was kept is mapped again all the same; only what is held and
    /// would be held again stays as it is.
    func isSettled(
        _ index: Int, _ page: RecordPage, _ batch: MappedBatch, _ plan: RecordPlan, _ state: RecordTable.State,
        _ keyHash: UInt64
    ) throws -> Bool {
        guard mapsAnew else { return try !isAnswered(index, batch, state, keyHash) }
        guard state == .quarantined || state == .deferred, !isDeleted(index, page, plan) else { return false }
        if isKeyless || batch.outcomes[index] == .rejected { return state == .quarantined }
        try noteMissing(index, batch, keyHash)
        guard let missing else { return false }
        return (missing.patience == nil) == (state == .quarantined)
    }

    /// Keeps the raw form of a record that is new or has changed. Where it is the one that is kept already, only our mapping has
    /// changed, unless the record was held: then its rows are those of an older form.
    func keepRaw(_ id: Int64, _ known: RecordTable.Entry?, _ index: Int, _ page: RecordPage) throws {
        guard let raws, !isKeyless else { return }
        let hash = RecordHashing.rawHash(index, page)
        if let known, try raws.isKept(id, hash: hash) {
            if known.state != .quarantined, known.state != .deferred { cause = .normalisation }
            return
        }
        try keep(id, isNew: known == nil, hash, index, page, raws)
    }

    /// Keeps the raw form of an unchanged record of which nothing is kept: it came before `keep:`, or was dropped.
    func keepUnchanged(_ id: Int64, _ index: Int, _ page: RecordPage) throws {
        guard let raws, !isKeyless, raws.hasRoom(for: page.raw(index)), try !raws.isKept(id) else { return }
        try keep(id, isNew: false, RecordHashing.rawHash(index, page), index, page, raws)
    }

    private func keep(
        _ id: Int64, isNew: Bool, _ hash: UInt64, _ index: Int, _ page: RecordPage, _ raws: RawTable
    ) throws {
        let place = page.places[index]
        try raws.keep(id, isNew: isNew, hash: hash, page.raw(place), item: place.item, line: place.line)
    }

    /// Whether all that is wrong with a record is held already, by the same version: a second remap makes no new entries.
    func isHeldSo(
        _ rejections: ArraySlice<MappedBatch.Rejection>, _ known: RecordTable.Entry?, _ print: UInt64, _ keyHash: UInt64
    ) throws -> Bool {
        guard mapsAnew, let known, known.print == print, missing == nil else { return false }
        let held = (rejections + twins).map { [$0.target, $0.code, $0.path, $0.value] }
        return try quarantine.holds(Set(held), connector: connector, keyHash: keyHash)
    }
}

extension RecordHashing {
    /// The hash by which a raw record is known among the kept ones: of its bytes, and of what they do not say themselves.
    static func rawHash(_ index: Int, _ page: RecordPage) -> UInt64 {
        let place = page.places[index]
        let start = Int(place.offset)
        return ByteHash.hash64(page.bytes.span.extracting(start..<start + Int(place.length)), seed: page.layout)
    }
}
