import Model
import Storage

/// Notes what a commit would make of records and rows.
final class PreviewWatch: CommitObserver {
    private let text: PreviewText
    /// How many records are remembered.
    private let most: Int
    private var rows: [Preview.Row] = []
    private(set) var records: [Preview.Record] = []
    private(set) var new: Int64 = 0

    init(_ text: PreviewText, most: Int = .max) {
        self.text = text
        self.most = most
    }

    func row(_ id: Int64, of plan: EntityPlan, becomes after: RowValues?, from before: RowValues?) {
        let change: Preview.Change = before == nil ? .new : after == nil ? .deleted : .changed
        guard let shown = after ?? before, records.count < most else { return }
        let schema = plan.table.schema
        rows.append(
            Preview.Row(
                change: change, entity: schema.name, key: text.key(shown, schema),
                fields: after.map { text.fields(schema, from: before, to: $0) } ?? []))
    }

    func record(
        _ key: [UInt8], becomes state: RecordTable.State, from before: RecordTable.State?, isChanged: Bool
    ) {
        defer { rows.removeAll() }
        if state == .stored, before == nil { new += 1 }
        let isGone = state == .deleted && before != .deleted
        guard records.count < most else { return }
        guard !rows.isEmpty || isGone || state == .stored && before == nil else { return }
        let change: Preview.Change = isGone ? .deleted : before == nil ? .new : .changed
        records.append(Preview.Record(change: change, key: String(decoding: key, as: UTF8.self), rows: rows))
    }
}
