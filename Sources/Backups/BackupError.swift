import SQLite

/// Why a backup was not made, or not put back. Nothing is half done: what was there before is there still.
public struct BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Who acts next.
    public enum Kind: Sendable, Equatable {
        /// Time, or a person who stops the hub: the files are in use.
        case busy
        /// A person: a file or folder cannot be read, made or moved.
        case files
        /// A person: what is there is damaged, or no backup.
        case damaged
    }

    /// Who acts next.
    public let kind: Kind
    /// What happened and what to do.
    public let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// What SQLite said of a file.
    init(_ error: SQLiteError, at path: String) {
        if error.isBusy {
            self.init(.busy, "\(path) is in use and was not let go of: try again")
        } else if error.isCorrupt {
            self.init(damaged: path, error.message)
        } else {
            self.init(.files, "\(path): \(error.message)")
        }
    }

    /// A database that is not whole.
    init(damaged path: String, _ why: String) {
        self.init(
            .damaged,
            "\(path) is damaged (\(why)): keep it as it is, and put the last good backup back with `envhub restore`")
    }

    /// The message.
    public var description: String { message }
}
