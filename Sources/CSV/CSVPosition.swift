/// A place in a CSV stream.
public struct CSVPosition: Sendable, Equatable {
    /// Bytes before it.
    public var byteOffset: Int
    /// Its physical line, from 1. LF, CR LF and a bare CR each end a line, in quotes too.
    public var line: Int
    /// The number of the record that starts or lies there, from 1; the header is a record. Blank lines passed over are not.
    public var record: Int

    /// A place; by default the start of the stream.
    public init(byteOffset: Int = 0, line: Int = 1, record: Int = 1) {
        self.byteOffset = byteOffset
        self.line = line
        self.record = record
    }
}
