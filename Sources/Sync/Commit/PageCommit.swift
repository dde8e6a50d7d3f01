public import Connectors
public import Feeds
public import Identity
public import Model
public import Storage

/// Commits pages of one connector: one transaction holds the rows, what became of every record, the held records, the lines
/// of the feeds, the run's counts and the cursor.
///
///     page + batch ──┐
///                    ├─ for each record: known by its fingerprint? ── yes ──> counted, nothing written
///     hub_record ────┘        │ no
///                             ├─ rejected ──> quarantine, rows of the last good version stay
///                             ├─ filtered, deleted ──> its rows are withdrawn
///                             └─ mapped ──> references, identity, golden row, history, feed lines
public final class PageCommit {
    let store: Store
    let source: SourceIdentity
    let plans: [EntityPlan]
    let feeds: FeedPublisher
    let records: RecordTable
    let aliases: AliasTable
    let contributions: ContributionTable
    let history: HistoryTable
    let quarantine: QuarantineTable
    let flags: FlagTable
    let echoes: EchoTable
    let waiting: WaitingTable
    /// Keeps the raw records, if the connector says so.
    let raws: RawTable?
    let members: MemberTable
    let regroupings: RegroupingTable
    /// Of linked entities, by their index: whose value survives.
    let survivorship: [Int: SurvivorshipRules]
    /// Tells the rules from others.
    let rulesVersion: String
    /// Of every linked entity, by its index.
    let linkings: [Int: MemberLinking]
    let connector: Int64
    let system: Int64
    let entityIndices: [Int64: Int]
    /// Everything that changes how bytes are read: a record of equal bytes under another version is read again.
    let versionSeed: UInt64
    let hashing: RecordHashing
    /// The records that this run has met, for deletion by absence.
    public internal(set) var seen = SeenRecords()

    /// How many records were others than the one of their key that came before or after them in this run.
    public internal(set) var repeated: Int64 = 0
    var isReadAgain = false
    /// What is left to be deleted by absence, once that has begun.
    var absentees: [RecordTable.Key]?
    /// Echoes whose later record has not come yet.
    var unanswered: Set<Int64> = []
    /// How many records without a key of their own this run has held: each may be one that seems absent.
    public internal(set) var heldKeyless = 0

    var key: [UInt8] = []
    /// Whether the record has no key of its own.
    var isKeyless = false
    var numbers: [Int64] = []
    var rows: [RecordTable.RowRef] = []
    var oldRows: [RecordTable.RowRef] = []
    /// The numbers of ``rows``, once there are many.
    var givenRows = Set<Int64>()
    /// Children that contradict another one of the same key.
    var twins: [MappedBatch.Rejection] = []
    /// Why the record is held or waits although it was mapped: what it refers to is not there.
    var missing: MissingReference?
    /// Why parts of the record are held or wait.
    var missingParts: [MissingReference] = []
    /// The rows of the batch that hang on a row which is missing.
    var heldRows = Set<Int>()
    /// How many entries of the connector wait, once that was asked.
    var waitingEntries: Int?
    /// What the member is called that the next row introduces.
    var newcomer: MemberName?
    /// The things that members belonged to before they moved, while references follow them.
    var former: [Int64: Int64] = [:]
    /// The ranks of systems, by connector.
    var ranks: [Int64: Int64] = [:]
    /// The record that is being settled.
    var current: Int64 = 0
    var stamp = Stamp(run: 0, version: 0, at: 0)
    /// When the records came that are committed, if not now.
    var cameAt: Int64?
    /// Whether records of equal bytes are mapped all the same: what is committed was kept, and came before.
    var mapsAnew = false
    /// Why rows change: the source, or our mapping of what it said before.
    var cause = FeedCause.sourceUpdate
    /// When what is stored of the record came.
    var oldAt: Int64 = 0
    var changed = false
    var prologue: [UInt8] = []
    var prepared = PreparedPage()
    /// Is told what happens, if anybody looks.
    var observer: (any CommitObserver)?

    /// A commit of what `source` says, into `store` and `feeds`. Inside a transaction: tables are made as needed.
    public init(
        _ store: Store, schema: UnifiedSchema, feeds: [CompiledFeed], source: SourceIdentity, versionSeed: UInt64,
        keeping: RawTable? = nil, identity: IdentityRules? = nil
    ) throws {
        self.store = store
        raws = keeping
        self.source = source
        self.versionSeed = versionSeed
        let members = try MemberTable(store)
        self.members = members
        regroupings = try RegroupingTable(store)
        plans = try schema.entities.indices.map { index in
            try EntityPlan(schema, index: index, store: store, keys: source.keys[index], members: members)
        }
        let rules = identity ?? .standard(for: schema)
        rulesVersion = rules.version
        survivorship = Dictionary(
            uniqueKeysWithValues: schema.entities.enumerated().compactMap { index, entity in
                rules.survivorship[entity.name].map { (index, $0) }
            })
        linkings = Dictionary(
            uniqueKeysWithValues: plans.filter { $0.identity == .linked }.map { plan in
                let table = plan.table
                return (
                    plan.index,
                    MemberLinking(store, members, table.schema, number: table.number, weights: rules.weights)
                )
            })
        entityIndices = Dictionary(uniqueKeysWithValues: plans.map { ($0.table.number, $0.index) })
        aliases = try AliasTable(store)
        contributions = try ContributionTable(store)
        history = try HistoryTable(store)
        quarantine = try QuarantineTable(store)
        flags = try FlagTable(store)
        echoes = try EchoTable(store)
        waiting = try WaitingTable(store)
        connector = try store.number(of: source.connector, .connector)
        hashing = RecordHashing(connector: connector, versionSeed: versionSeed)
        records = try RecordTable(store, connector: connector)
        system = try store.number(of: source.system, .system)
        try store.run("INSERT OR REPLACE INTO hub_source VALUES (?1, ?2)", connector, system)
        self.feeds = try FeedPublisher(store, feeds: feeds, system: source.system, members: members)
    }

    /// Settles every record of a page. Inside a transaction, which also saves the cursor and the run's counts.
    ///
    /// - Returns: the page's counts; they balance.
    public func commit(
        _ page: RecordPage, _ batch: inout MappedBatch, plan: RecordPlan, stamp: Stamp, version: String,
        prologue: [UInt8] = []
    ) throws -> RunCounts {
        self.prologue = prologue
        absentees = nil
        waitingEntries = nil
        try open(stamp)
        try echoes.load()
        try raws?.begin(RawPage(name: page.name, prologue: prologue, layout: page.layout), stamp: stamp)
        var counts = RunCounts()
        var next = 0
        for index in 0..<page.count {
            let first = next
            while next < batch.rejections.count, batch.rejections[next].record == index { next += 1 }
            try settle(index, page, &batch, plan, batch.rejections[first..<next], version, &counts)
        }
        for fault in page.faults { try hold(fault, page, version, &counts) }
        try close()
        return counts
    }

    /// Settles every record of a page of which `mapped` holds what can be told without the store.
    func commit(
        _ page: RecordPage, _ mapped: inout MappedPage, plan: RecordPlan, stamp: Stamp, version: String,
        prologue: [UInt8]
    ) throws -> RunCounts {
        prepared = mapped.prepared
        defer { prepared = PreparedPage() }
        return try commit(page, &mapped.batch, plan: plan, stamp: stamp, version: version, prologue: prologue)
    }

    /// Prepares pages for this commit, anywhere.
    var preparer: PagePreparer {
        let entities = plans.map { plan in
            PagePreparer.Entity(
                hashing: plan.hashing, seed: seed(of: plan), hasReferences: !plan.references.isEmpty,
                feeds: feeds.entities(plan.index))
        }
        return PagePreparer(records: hashing, entities: entities, feedCount: feeds.count)
    }

    private func settle(
        _ index: Int, _ page: RecordPage, _ batch: inout MappedBatch, _ plan: RecordPlan,
        _ rejections: ArraySlice<MappedBatch.Rejection>, _ version: String, _ counts: inout RunCounts
    ) throws {
        counts.read += 1
        let (print, keyHash) = identify(index, page, plan)
        let known = try records.find(keyHash: keyHash)
        if let known, known.print == print, try isSettled(index, page, batch, plan, known.state, keyHash) {
            seen.insert(known.id)
            if !unanswered.isEmpty { unanswered.remove(known.id) }
            if isKeyless, known.state == .quarantined { heldKeyless += 1 }
            try keepUnchanged(known.id, index, page)
            return count(known.state, &counts)
        }
        if let known, known.print != print, try isEcho(known, print) {
            seen.insert(known.id)
            return count(known.state, &counts)
        }
        let id = known?.id ?? store.takeRecordNumber()
        try noteEcho(known, print, wasMet: seen.contains(id))
        seen.insert(id)
        current = id
        try start(id, known)
        try keepRaw(id, known, index, page)
        if !source.required.isEmpty { try noteMissing(index, batch, keyHash) }
        let state = try apply(index, page, &batch, plan, rejections, id: id, known, &counts)
        if try !isHeldSo(rejections, known, print, keyHash) {
            try letGo(rejections, state, known, keyHash, index, page, version)
        }
        observer?.record(key, becomes: state, from: known?.state, isChanged: changed)
        var stamp = stamp
        if known == nil {
            stamp.at = cameAt ?? stamp.at
            try records.insert(
                id, keyHash: keyHash, print: print, state: state, stamp: stamp, key: key, rows: rows)
        } else {
            stamp.at = cameAt ?? (mapsAnew ? oldAt : stamp.at)
            try records.update(id, keyHash: keyHash, print: print, state: state, stamp: stamp, rows: rows)
        }
    }

    /// At the start of every transaction: what is kept in memory holds no more when others have written or it was taken back.
    func open(_ stamp: Stamp) throws {
        self.stamp = stamp
        try checkRules()
        records.load()
        for plan in plans { plan.table.load() }
        try members.load()
        for linking in linkings.values { try linking.load() }
        try feeds.load()
        try history.load()
    }

    /// At the end of a run, inside a transaction.
    func indexReferences() throws { for plan in plans { try plan.table.indexReferences() } }

    /// Before every commit: writes what waits.
    func close() throws {
        for plan in plans { try plan.table.save() }
        try records.save()
        try feeds.save()
    }

    /// Counts a record that is as it was.
    private func count(_ state: RecordTable.State, _ counts: inout RunCounts) {
        observer?.record(key, becomes: state, from: state, isChanged: false)
        switch state {
        case .stored, .deleted: counts.unchanged += 1
        case .quarantined: counts.quarantined += 1
        case .filtered: counts.filtered += 1
        case .deferred: counts.deferred += 1
        }
    }

    /// Reads the rows that the record gave before, and makes sure that it is the same record.
    private func start(_ id: Int64, _ known: RecordTable.Entry?) throws {
        changed = false
        cause = .sourceUpdate
        feeds.setKey(key)
        rows.removeAll(keepingCapacity: true)
        if !givenRows.isEmpty { givenRows.removeAll(keepingCapacity: true) }
        if !twins.isEmpty { twins.removeAll(keepingCapacity: true) }
        oldRows.removeAll(keepingCapacity: true)
        oldAt = 0
        guard let known else { return }
        let stored = try records.read(known.id)
        guard stored.key == key else {
            throw StoreError(.damaged, "two records of connector \(source.connector) have keys of the same hash")
        }
        oldRows = stored.rows
        oldAt = stored.at
    }

    func fingerprint(_ index: Int, _ page: RecordPage) -> UInt64 { hashing.print(index, page) }

    /// Reads the record's key.
    func readKey(_ index: Int, _ page: RecordPage, _ plan: RecordPlan, _ print: UInt64) {
        key.removeAll(keepingCapacity: true)
        isKeyless = RecordHashing.appendKey(index, page, plan, print, to: &key)
    }

    /// Reads the record's key, or takes what was prepared.
    ///
    /// - Returns: the hashes of its bytes and of its key.
    private func identify(_ index: Int, _ page: RecordPage, _ plan: RecordPlan) -> (print: UInt64, key: UInt64) {
        if index < prepared.records.count {
            key.removeAll(keepingCapacity: true)
            key.append(contentsOf: prepared.key(index))
            isKeyless = prepared.records[index].isKeyless
            return (prepared.records[index].print, prepared.records[index].keyHash)
        }
        let print = fingerprint(index, page)
        readKey(index, page, plan, print)
        return (print, hashing.keyHash(key))
    }
}
