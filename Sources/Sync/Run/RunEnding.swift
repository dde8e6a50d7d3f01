import Connectors
import Mappings
import Model
import SQLite
import Storage

/// How a run ended, and why.
struct RunEnding {
    let state: Run.State
    let code: String?
    let message: String?

    static let ok = RunEnding(state: .ok, code: nil, message: nil)

    static func held(_ code: String, _ message: String) -> RunEnding {
        RunEnding(state: .held, code: code, message: message)
    }

    static func inconsistent(_ counts: RunCounts) -> RunEnding {
        RunEnding(
            state: .inconsistent, code: "unbalanced",
            message:
                "\(counts.read) records were read, but \(counts.stored + counts.unchanged + counts.quarantined + counts.filtered + counts.deleted + counts.deferred) are accounted for: please report this"
        )
    }

    init(state: Run.State, code: String?, message: String?) {
        self.state = state
        self.code = code
        self.message = message
    }

    /// A run in which records stood for one another. Nothing is wrong with a few; with many the key is no key.
    static func repeatedKeys(_ repeated: Int64, of counts: RunCounts) -> RunEnding {
        RunEnding(
            state: .ok, code: "repeated_keys",
            message:
                "\(repeated) of \(counts.read) records had the key of another one, which holds in their place because it "
                + "came later: `identity:` should name each")
    }

    /// What an error of the run means. Errors of the source carry a code for scripts and a text without secrets.
    init(_ error: any Error) {
        switch error {
        case let error as ConnectorError where error.kind == .cancelled:
            self.init(state: .stopped, code: "stopped", message: "stopped")
        case let error as ConnectorError: self.init(state: .failed, code: error.code, message: error.message)
        case let error as MappingHalt:
            self.init(state: .failed, code: error.rejection.code, message: RunEnding.text(of: error.rejection))
        case let error as SQLiteError: self.init(StoreError(error))
        case let error as StoreError: self.init(state: .failed, code: "store", message: error.message)
        case let error as BudgetExceeded:
            self.init(state: .held, code: "error_budget", message: error.message)
        case is CancellationError: self.init(state: .stopped, code: "stopped", message: "stopped")
        default: self.init(state: .failed, code: "internal", message: "\(error)")
        }
    }

    /// Where the run stopped. The value is left out: a run's message goes to logs and to status pages.
    private static func text(of rejection: MappedBatch.Rejection) -> String {
        "`\(rejection.target)` says `fail_run` (line \(rejection.line) of the mapping): its value at `\(rejection.path)` "
            + "cannot be used, \(rejection.code)"
    }
}
