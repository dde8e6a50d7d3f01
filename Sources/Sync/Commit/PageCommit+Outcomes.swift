import Connectors
import Diagnostics
import Model
import SQLite
import Storage

// What becomes of a record that is new or changed.
extension PageCommit {
    func apply(
        _ index: Int, _ page: RecordPage, _ batch: inout MappedBatch, _ plan: RecordPlan,
        _ rejections: ArraySlice<MappedBatch.Rejection>, id: Int64, _ known: RecordTable.Entry?,
        _ counts: inout RunCounts
    ) throws -> RecordTable.State {
        let lacksKey = isKeyless && !plan.identity.isEmpty
        if !lacksKey, isDeleted(index, page, plan) {
            try withdraw(oldRows, from: id)
            if mapsAnew, known?.state == .deleted { counts.unchanged += 1 } else { counts.deleted += 1 }
            return .deleted
        }
        switch batch.outcomes[index] {
        case .mapped where lacksKey || missing != nil, .rejected:
            // What the last good version gave stays: bad input costs nothing that was good.
            rows = oldRows
            if !lacksKey, missing?.patience != nil {
                counts.deferred += 1
                return .deferred
            }
            if lacksKey { heldKeyless += 1 }
            counts.quarantined += 1
            return .quarantined
        case .filtered:
            try withdraw(oldRows, from: id)
            counts.filtered += 1
            return .filtered
        case .mapped:
            if known != nil { try flags.clear(record: id) }
            try applyBundle(batch.rowRange(of: index), &batch, record: id)
            try withdraw(absent(beside: rejections, waitingEntities(batch)), from: id)
            counts.heldChildren += Int64(rejections.count + twins.count + missingParts.count)
            if changed || known == nil { counts.stored += 1 } else { counts.unchanged += 1 }
            return .stored
        }
    }

    func isDeleted(_ index: Int, _ page: RecordPage, _ plan: RecordPlan) -> Bool {
        guard let flag = plan.deleteFlag, let text = page.text(of: page.field(flag.slot, row: index)) else {
            return false
        }
        return flag.values.contains(text.trimmingBlanks)
    }

    /// Closes what was held under the record's key, and holds what is wrong with it now.
    func letGo(
        _ rejections: ArraySlice<MappedBatch.Rejection>, _ state: RecordTable.State, _ known: RecordTable.Entry?,
        _ keyHash: UInt64, _ index: Int, _ page: RecordPage, _ version: String
    ) throws {
        if known != nil { try quarantine.resolve(connector: connector, keyHash: keyHash) }
        if state == .deferred, let missing {
            // What else is wrong with the record is told when it is taken.
            return try hold(missing, at: page.places[index], page, keyHash, version)
        }
        guard state == .quarantined || state == .stored else { return }
        let isWhole = state == .quarantined
        if isWhole, !rejections.contains(where: \.isWhole) {
            try hold(missing?.rejection ?? RecordFaults.noKey, at: page.places[index], page, keyHash, version)
        }
        if !isWhole { for part in missingParts { try hold(part, at: page.places[index], page, keyHash, version) } }
        for var rejection in rejections {
            // A part of a record that is held whole is held with it.
            rejection.isWhole = rejection.isWhole || isWhole
            try hold(rejection, at: page.places[index], page, keyHash, version)
        }
        for twin in twins { try hold(twin, at: page.places[index], page, keyHash, version) }
    }

    /// Holds a record that could not be decoded. It has no key of its own: its bytes are its key.
    func hold(_ fault: RecordPage.Fault, _ page: RecordPage, _ version: String, _ counts: inout RunCounts) throws {
        counts.read += 1
        counts.quarantined += 1
        let raw = page.raw(fault.place)
        let print = ByteHash.hash64(Array(raw).span, seed: versionSeed ^ page.layout ^ UInt64(fault.place.item))
        key = Array("#\(String(print, radix: 16))".utf8)
        let keyHash = hashing.keyHash(key)
        let known = try records.find(keyHash: keyHash)
        observer?.record(key, becomes: .quarantined, from: known?.state, isChanged: false)
        if let known, known.print == print { return seen.insert(known.id) }
        let id = known?.id ?? store.takeRecordNumber()
        seen.insert(id)
        let rejection = MappedBatch.Rejection(record: 0, isWhole: true, code: fault.code, message: fault.message)
        try hold(rejection, at: fault.place, page, keyHash, version)
        if known == nil {
            try records.insert(
                id, keyHash: keyHash, print: print, state: .quarantined, stamp: stamp, key: key, rows: [])
        } else {
            try records.update(id, keyHash: keyHash, print: print, state: .quarantined, stamp: stamp, rows: [])
        }
    }

    private func hold(
        _ lost: MissingReference, at place: RecordPage.Place, _ page: RecordPage, _ keyHash: UInt64, _ version: String
    ) throws {
        try hold(lost.rejection, at: place, page, keyHash, version, isWaiting: lost.patience != nil)
        try wait(lost)
    }

    private func hold(
        _ rejection: MappedBatch.Rejection, at place: RecordPage.Place, _ page: RecordPage, _ keyHash: UInt64,
        _ version: String, isWaiting: Bool = false
    ) throws {
        var entry = QuarantineEntry()
        entry.key = String(decoding: key, as: UTF8.self)
        entry.run = stamp.run
        entry.at = cameAt ?? stamp.at
        entry.isWhole = rejection.isWhole
        entry.isWaiting = isWaiting
        entry.code = rejection.code
        entry.message = rejection.message
        entry.target = rejection.target
        entry.path = rejection.path
        entry.value = rejection.value
        entry.version = version
        entry.line = Int64(rejection.line)
        entry.column = Int64(rejection.column)
        entry.page = page.name
        entry.item = Int64(place.item)
        entry.sourceLine = Int64(place.line)
        entry.raw = Array(page.raw(place))
        entry.context = prologue
        entry.layout = page.layout
        try quarantine.insert(entry, connector: connector, keyHash: keyHash)
    }
}

/// Faults of records that only the commit can see.
enum RecordFaults {
    static func twin(of target: String) -> MappedBatch.Rejection {
        MappedBatch.Rejection(
            record: 0, isWhole: false, code: "R1021",
            message: "the record gives the same row twice, and they contradict each other: the first is kept",
            target: target)
    }

    static let noKey = MappedBatch.Rejection(
        record: 0, isWhole: true, code: DiagnosticCode.noKey.id, message: DiagnosticCode.noKey.title)
}

extension String {
    var trimmingBlanks: String {
        let bytes = Array(utf8)
        return String(decoding: bytes[Blanks.trimmed(bytes.span)], as: UTF8.self)
    }
}
