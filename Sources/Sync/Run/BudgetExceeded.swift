/// More records of a run are bad than the connector's `error_budget:` allows.
struct BudgetExceeded: Error {
    /// How many are in quarantine.
    let held: Int64
    /// Of how many.
    let read: Int64

    var message: String {
        "\(held) of \(read) records are in quarantine, more than the error budget: the run stopped behind the last page that was "
            + "committed; look at `envhub quarantine list`, mend the mapping or the source, then sync again"
    }
}
