import Model

/// A file of a folder.
struct FolderEntry: Sendable, Equatable {
    var name: String
    var size: Int
    /// Its last change in milliseconds since 1970.
    var modified: Int64

    /// What the cursor remembers of a file that was taken. A file that changed has another mark, and is taken again.
    var mark: String {
        var hasher = ByteHasher()
        hasher.add(Array(name.utf8).span)
        hasher.add(UInt64(bitPattern: Int64(size)))
        hasher.add(UInt64(bitPattern: modified))
        return String(hasher.value, radix: 36)
    }
}

/// A folder that can be listed and whose files can be brought to this machine.
protocol Folder: Sendable {
    /// The files in it, in no order.
    func list() async throws(ConnectorError) -> [FolderEntry]
    /// A path of this machine where the file's bytes are.
    func fetch(_ entry: FolderEntry) async throws(ConnectorError) -> String
    /// The file is not needed any more.
    func release(_ entry: FolderEntry) async
}
