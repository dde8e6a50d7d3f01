import Model
import Storage

/// Is told what a commit makes of records and rows, while it does: a preview looks through it.
protocol CommitObserver: AnyObject {
    /// A row becomes another one: nil before is a new row, nil after one that is deleted.
    func row(_ id: Int64, of plan: EntityPlan, becomes after: RowValues?, from before: RowValues?)
    /// A record is settled; what rows it gives has been told before.
    func record(_ key: [UInt8], becomes state: RecordTable.State, from before: RecordTable.State?, isChanged: Bool)
}
