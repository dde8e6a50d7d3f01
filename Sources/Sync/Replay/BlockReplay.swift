import Connectors
import Model
import SQLite
import Storage

/// Maps the blocks of kept raw records again, oldest first.
struct BlockReplay {
    private let replay: Replay
    private let connector: Int64
    private var last: Int64 = 0
    /// The newest block there was at the beginning.
    private let end: Int64
    /// What is mapped: what was asked for, or what a remap that it goes on with was asked for.
    let filter: KeptFilter
    /// Whether it goes on where another remap has stopped.
    let isResumed: Bool
    /// How many records have another name today.
    private(set) var renamed = 0

    /// Begins, or goes on where a remap of the same version stopped that wanted at least as much.
    init(_ replay: Replay, _ wanted: KeptFilter) throws {
        self.replay = replay
        connector = replay.commit.connector
        end = try replay.store.newestKeptBlock(of: connector)
        if let state = try replay.store.remapState(of: connector), state.version == replay.task.version,
            state.filter.covers(wanted)
        {
            filter = state.filter
            last = state.block
            isResumed = true
        } else {
            filter = wanted
            isResumed = false
        }
    }

    /// Maps everything that is left, transaction by transaction.
    mutating func perform(blocks: Int, records: Int) throws {
        while true {
            try Task.checkCancellation()
            let numbers = try replay.store.keptBlocks(
                of: connector, filter, in: last + 1...max(last + 1, end), limit: blocks)
            if numbers.isEmpty { return }
            let (before, renamedBefore) = (last, renamed)
            do {
                try replay.transaction { counts in
                    for number in numbers where counts.read < records {
                        try map(number, &counts)
                        last = number
                    }
                    try replay.store.saveRemap(
                        RemapState(version: replay.task.version, filter: filter, block: last), of: connector)
                }
            } catch {
                (last, renamed) = (before, renamedBefore)
                throw error
            }
        }
    }

    /// Nothing is left to go on with. Inside a transaction.
    func finish() throws { try replay.store.saveRemap(nil, of: connector) }

    private mutating func map(_ number: Int64, _ counts: inout RunCounts) throws {
        guard let (block, newest) = try replay.store.keptBlock(number) else { return }
        for (index, page) in block.pages.enumerated() {
            let records = newest.filter { $0.page == index }
            if !records.isEmpty { counts.add(try settle(records, of: block, page)) }
        }
    }

    private mutating func settle(
        _ records: [KeptBlock.Record], of block: KeptBlock, _ page: RawPage
    ) throws -> RunCounts {
        let (task, commit) = (replay.task, replay.commit)
        func kept(_ records: [KeptBlock.Record]) -> KeptRecords {
            KeptRecords(
                name: page.name, prologue: page.prologue, layout: page.layout,
                records: records.map { .init(raw: block.bytes[$0.range], item: $0.item, line: $0.line) })
        }
        let (decoded, origins) = try kept(records).decode(task.definition, plan: task.plan)
        let known = try commit.renamed(decoded, task.plan) { records[origins[$0]].id }
        if known.isEmpty { return try replay.settle(decoded, prologue: page.prologue) }
        // Seldom: the connector's `identity:` was changed, and these are known by another name.
        let changed = Set(known.map { origins[$0] })
        renamed += changed.count
        let same = records.indices.filter { !changed.contains($0) }.map { records[$0] }
        if same.isEmpty { return RunCounts() }
        let rest = try kept(same).decode(task.definition, plan: task.plan).page
        return try replay.settle(rest, prologue: page.prologue)
    }
}

extension PageCommit {
    /// The records of a page that have another key than the record that they were kept for.
    fileprivate func renamed(_ page: RecordPage, _ plan: RecordPlan, id: (Int) -> Int64) throws -> [Int] {
        try (0..<page.count).filter { index in
            readKey(index, page, plan, fingerprint(index, page))
            return try records.find(keyHash: hashing.keyHash(key))?.id != id(index)
        }
    }
}
