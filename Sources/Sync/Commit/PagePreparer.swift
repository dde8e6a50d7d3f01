import Connectors
import Feeds
import Model

/// Makes ``PreparedPage``s for one commit.
struct PagePreparer: Sendable {
    /// What is known of an entity.
    struct Entity: Sendable {
        let hashing: RowHashing
        /// What its keys are hashed with.
        let seed: UInt64
        /// Whether its rows refer to others: their values are only known when those have numbers.
        let hasReferences: Bool
        /// How each feed shows it.
        let feeds: [CompiledFeedEntity?]
    }

    let records: RecordHashing
    let entities: [Entity]
    let feedCount: Int

    /// Prepares what `mapped` holds of `page`; the rows only when they are likely to be new.
    func prepare(_ page: RecordPage, _ plan: RecordPlan, _ mapped: inout MappedPage) {
        prepareRecords(page, plan, &mapped.prepared)
        if mapped.prepared.expectsNewRows { prepareRows(mapped.batch, &mapped.prepared) }
    }

    private func prepareRecords(_ page: RecordPage, _ plan: RecordPlan, _ prepared: inout PreparedPage) {
        for index in 0..<page.count {
            let print = records.print(index, page)
            let start = prepared.keys.count
            let isKeyless = RecordHashing.appendKey(index, page, plan, print, to: &prepared.keys)
            let hash = records.keyHash(prepared.keys, from: start)
            prepared.records.append(
                PreparedPage.Record(
                    print: print, keyHash: hash, keyEnd: prepared.keys.count, isKeyless: isKeyless))
        }
    }

    private func prepareRows(_ batch: MappedBatch, _ prepared: inout PreparedPage) {
        prepared.feedCount = feedCount
        for row in batch.rows {
            let entity = entities[Int(row.entity)]
            let base = Int(row.firstValue)
            let isReady = !entity.hasReferences && !row.isReference
            var made = PreparedPage.Row(print: 0, keyHash: 0, isReady: isReady)
            if isReady {
                made.print = entity.hashing.print(batch.values, base, batch.arena)
                made.keyHash = entity.hashing.keyHash(batch.values, base, batch.arena, seed: entity.seed)
            }
            prepared.rows.append(made)
            for feed in entity.feeds {
                if isReady { feed?.appendRecord(batch.values, at: base, arena: batch.arena, to: &prepared.objects) }
                prepared.objectEnds.append(prepared.objects.count)
            }
        }
    }
}
