import Feeds
import Model
import Storage

// A feed that has another definition is worked through anew: only what it now shows otherwise than before is told.
extension FeedPublisher {
    /// What a new definition makes of one row in one feed.
    enum Outcome {
        /// It is shown for the first time.
        case shown
        /// It is shown otherwise than before.
        case changed
        /// It is not shown any more.
        case left
        /// It is shown as before, byte for byte.
        case same
        /// It was not shown and is not.
        case absent
    }

    /// A row that is there, whose feeds were given another definition.
    struct Standing {
        let plan: EntityPlan
        let head: EntityTable.Head
        let values: RowValues
        /// The moment of the change, in milliseconds since 1970.
        let now: Int64
        /// Whether the feeds' tables are empty: nothing is looked up, and lines have the time of the row.
        let isFirst: Bool
    }

    /// Makes the lines of a row what the feeds' definitions say, and tells `take` what became of it in each feed.
    ///
    /// - Parameter origin: the system and key that the row came from; asked only when a line is made.
    func rework(
        _ row: Standing, origin: () throws -> (system: String, key: [UInt8]), take: (_ feed: Int, Outcome) -> Void
    ) throws {
        var hasSource = false
        func findSource() throws {
            guard !hasSource else { return }
            hasSource = true
            let found = try origin()
            setSource(system: found.system, key: found.key)
            source.recordedAt = row.head.at
        }
        try resolved(row.plan, row.values.values, 0) { values, base in
            for place in tables.indices {
                guard let entity = feeds[place].entity(row.plan.index) else { continue }
                take(place, try rework(row, values, base, entity, tables[place], findSource))
            }
        }
    }

    private func rework(
        _ row: Standing, _ values: [MappedValue], _ base: Int, _ entity: CompiledFeedEntity, _ table: FeedTable,
        _ findSource: () throws -> Void
    ) throws -> Outcome {
        let (plan, head, arena) = (row.plan, row.head, row.values.arena)
        let present = row.isFirst ? nil : try table.find(entity: plan.table.number, row: head.row)
        let told = told(of: head, in: table, at: row.isFirst ? head.at : row.now, .feedChange)
        guard let present, present.operation == .upsert else {
            guard entity.matches(values, at: base, arena: arena), entity.covers(values, at: base, now: row.now) else {
                return .absent
            }
            try findSource()
            try show(told, plan, entity, table, replacing: present?.seq) {
                entity.appendRecord(values, at: base, arena: arena, to: &$0)
            }
            return .shown
        }
        guard entity.matches(values, at: base, arena: arena) else {
            try bury(.leave, .feedChange, plan, head, entity, table, present, at: row.now)
            return .left
        }
        record.removeAll(keepingCapacity: true)
        entity.appendRecord(values, at: base, arena: arena, to: &record)
        let isSame =
            present.record.elementsEqual(record)
            && ShownSource(present.line, record: present.recordAt) == entity.shownSource
        if isSame { return .same }
        try findSource()
        try update(told, plan, entity, table, present)
        return .changed
    }

    /// Tells a feed that it has the lines of an entity no more, those of merges too: whoever still has such an id removes it.
    ///
    /// - Returns: how many records left.
    func withdraw(_ entity: Int64, from place: Int, at now: Int64) throws -> Int {
        let table = tables[place]
        var (after, count) = (Int64.min, 0)
        while true {
            let lines = try table.lines(of: entity, after: after, limit: 500)
            guard let last = lines.last else { return count }
            after = last.row
            for present in lines where present.operation == .upsert || present.operation == .merge {
                guard let known = LineIdentity(present.line) else { continue }
                line.removeAll(keepingCapacity: true)
                let change = FeedChange(
                    seq: table.nextSeq, row: present.row, rev: known.rev + 1, at: now, cause: .feedChange)
                guard FeedLine.appendLeave(change, after: present.line, to: &line) else { continue }
                try table.put(
                    .leave, entity: entity, row: present.row, at: now, line: line, recordAt: 0, replacing: present.seq)
                if present.operation == .upsert { count += 1 }
            }
        }
    }
}
