import Connectors
import Diagnostics
import Model
import SQLite
import Storage

/// Tries held records again, in the order in which they were held.
///
/// A record of which something newer came meanwhile, stored or held, is let go: an older record never overwrites a newer one.
/// What was no record when it came is none today: it stays held for the same reason, and the others are tried.
struct HeldReplay {
    private static let entriesPerCommit = 200

    private let replay: Replay
    private let task: RunTask
    private let commit: PageCommit
    /// Entries let go because something newer of the record came.
    private(set) var superseded = 0
    /// The keys of the records that were tried, those that they have today too.
    private(set) var tried: Set<String> = []
    /// The keys of records that could not be read: each is counted once, however many entries it has.
    private var unreadable: Set<String> = []
    /// Why the connector's files do not fit a record that is held, if they do not.
    private var misfit: ConnectorError?

    init(_ replay: Replay) {
        self.replay = replay
        task = replay.task
        commit = replay.commit
    }

    /// Tries the open entries that `filter` wants; those of records that the replay has met already are left out.
    ///
    /// - Throws: after all have been tried, the first error that kept a record from being read.
    mutating func perform(_ filter: QuarantineFilter) throws {
        try tryAll(filter)
        if let misfit { throw misfit }
    }

    private mutating func tryAll(_ filter: QuarantineFilter) throws {
        var filter = filter
        filter.connector = task.definition.name
        let store = replay.store
        // Entries that this replay makes itself are not tried again.
        let last = try store.newestQuarantineEntry()
        var after: Int64 = 0
        while true {
            try Task.checkCancellation()
            let entries = try store.quarantine(filter, limit: Self.entriesPerCommit, after: after)
                .filter { $0.id <= last }
            guard let newest = entries.last else { return }
            after = newest.id
            let before = superseded
            do {
                try replay.transaction { counts in for entry in entries { try retry(entry, &counts) } }
            } catch {
                superseded = before
                throw error
            }
        }
    }

    private mutating func retry(_ entry: QuarantineEntry, _ counts: inout RunCounts) throws {
        // An entry before it may have been of the same record and have settled it.
        guard try replay.store.quarantineEntry(entry.id)?.isOpen ?? false else { return }
        tried.insert(entry.key)
        if commit.mapsAnew, try commit.hasMet(entry.key) { return }
        guard let page = page(of: entry) else { return leave(entry, &counts) }
        if page.count > 0, try commit.isSuperseded(page, plan: task.plan, since: entry.at) {
            try replay.store.resolveQuarantine(entry.id)
            superseded += 1
            return
        }
        counts.add(try replay.settle(page, prologue: entry.context, cameAt: entry.at))
        let key = String(decoding: commit.key, as: UTF8.self)
        tried.insert(key)
        // What had no key of its own when it was held is now known by another.
        if key != entry.key {
            try replay.store.resolveQuarantine(entry.id)
            try commit.letGoOfHeld(entry.key)
        }
    }

    /// The entry's record, read again; nil when the connector's files do not fit it.
    private mutating func page(of entry: QuarantineEntry) -> RecordPage? {
        let isFault = entry.isWhole && RecordFault.allCases.contains { $0.code.id == entry.code }
        // The items of a list would be taken for records: the source never gave them as such.
        if entry.code == RecordFault.notAnObject.code.id { return fault(of: entry) }
        let kept = KeptRecords(
            name: entry.page, prologue: entry.context, layout: entry.layout,
            records: [.init(raw: entry.raw[...], item: Int(entry.item), line: Int(entry.sourceLine))])
        do throws(ConnectorError) {
            let page = try kept.decode(task.definition, plan: task.plan).page
            if page.count + page.faults.count > 0 { return page }
        } catch {
            if !isFault, misfit == nil { misfit = error }
        }
        return isFault ? fault(of: entry) : nil
    }

    /// The page that the entry's bytes came with: they were no record, and are none today.
    private func fault(of entry: QuarantineEntry) -> RecordPage {
        var page = RecordPage(shape: task.plan.shape)
        page.name = entry.page
        page.layout = entry.layout ?? page.layout
        page.bytes = entry.raw
        let place = RecordPage.Place(
            offset: 0, length: entry.raw.count, item: Int(entry.item), line: Int(entry.sourceLine))
        page.faults = [RecordPage.Fault(place: place, code: entry.code, message: entry.message)]
        return page
    }

    /// Counts an entry of a record that stays as it is: nothing is written.
    private mutating func leave(_ entry: QuarantineEntry, _ counts: inout RunCounts) {
        if !entry.isWhole { counts.heldChildren += 1 }
        guard unreadable.insert(entry.key).inserted else { return }
        counts.read += 1
        if entry.isWhole { counts.quarantined += 1 } else { counts.unchanged += 1 }
    }
}

extension PageCommit {
    /// Lets go of a record that was only ever held, and is known by another key now: it would seem absent for ever.
    fileprivate func letGoOfHeld(_ key: String) throws {
        let hash = hashing.keyHash(Array(key.utf8))
        guard let known = try records.find(keyHash: hash), known.state == .quarantined,
            try records.read(known.id).rows.isEmpty
        else { return }
        try letGo(RecordTable.Key(id: known.id, hash: hash))
    }

    /// Whether something of the page's first record came after `instant`: stored, deleted, or itself held.
    fileprivate func isSuperseded(_ page: RecordPage, plan: RecordPlan, since instant: Int64) throws -> Bool {
        readKey(0, page, plan, fingerprint(0, page))
        guard let known = try records.find(keyHash: hashing.keyHash(key)) else { return false }
        return try records.read(known.id).at > instant
    }

    /// Whether the run has met the record that has `key`.
    fileprivate func hasMet(_ key: String) throws -> Bool {
        guard let known = try records.find(keyHash: hashing.keyHash(Array(key.utf8))) else { return false }
        return seen.contains(known.id)
    }
}
