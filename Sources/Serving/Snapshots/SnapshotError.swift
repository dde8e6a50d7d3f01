import HTTPServer
import Storage

/// Why a snapshot was not made.
enum SnapshotError: Error, Equatable {
    /// The disk, or what snapshots may take of it, is full, or cannot be written.
    case disk
    /// It took longer than it may.
    case slow
    /// More records than the format holds.
    case rows(Int)
}

extension Problem {
    /// Whatever went wrong while a snapshot was made.
    static func snapshot(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case SnapshotError.rows(let most):
            return Problem(
                406, "too-many-records", "Too many records for a workbook",
                "The entity has more than \(most) records: take `.csv` or `.ndjson`.")
        case SnapshotError.slow: return snapshotUnavailable("Making the file took too long.", after: 300)
        case let error as StoreError: return error.kind == .busy ? .busy : .broken
        default: return snapshotUnavailable("The file could not be written: the hub's disk may be full.", after: 60)
        }
    }

    static func snapshotUnavailable(_ detail: String, after seconds: Int) -> Problem {
        Problem(
            503, "snapshot", "No snapshot for the moment", detail + " `changes?cursor=start` gives the same records.",
            headers: [HTTPHeader("Retry-After", "\(seconds)")])
    }

    static let snapshotPending = snapshotUnavailable(
        "The file is being made and takes longer than a request waits: ask again.", after: 5)

    static let snapshotQueue = snapshotUnavailable("Many files are being made.", after: 10)

    /// A snapshot that was asked for by its number and is not kept.
    static func snapshotGone(_ seq: Int64, newest: Int64) -> Problem {
        seq > newest
            ? Problem(404, "no-snapshot", "No such snapshot", "The feed has not come to \(seq) yet: leave `at` out.")
            : Problem(
                410, "snapshot-gone", "The snapshot is gone",
                "The file of \(seq) was not made, or is not kept any more: leave `at` out for the newest.")
    }
}
