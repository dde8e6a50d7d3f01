public import SQLite

/// Why the store could not do its work. The kind says who acts next; no record value is in the text.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Who acts next.
    public enum Kind: Sendable, Equatable {
        /// Time: another process is writing.
        case busy
        /// A person: the disk is full, or the file cannot be written.
        case full
        /// A person: the file is damaged, of another layout, or not a store at all.
        case damaged
        /// A programmer: the store was asked for something that it does not have.
        case misuse
    }

    /// Who acts next.
    public var kind: Kind
    /// What happened and what to do.
    public var message: String

    /// An error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// What an error of SQLite means for the store.
    public init(_ error: SQLiteError) {
        switch error {
        case _ where error.isBusy: kind = .busy
        case _ where error.isFull || error.isUnopenable || error.isReadOnly: kind = .full
        case _ where error.isCorrupt: kind = .damaged
        default: kind = .misuse
        }
        message = "the store said: \(error)"
    }

    /// The message.
    public var description: String { message }
}
