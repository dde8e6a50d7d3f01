/// How far a file has been read. What a pull goes on from; part of the cursor's text.
struct FilePlace: Codable, Sendable, Equatable {
    /// The file's name.
    var name: String
    /// Its size and time of change when reading began: another file of the same name is read from its start.
    var size: Int
    var modified: Int64
    /// Bytes read.
    var offset = 0
    /// The line and record that come next, from 1.
    var line = 1
    var record = 1
}
