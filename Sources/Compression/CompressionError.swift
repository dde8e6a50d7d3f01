/// Why bytes could not be packed or unpacked.
public enum CompressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The bytes are not of the format, or were changed: zlib's own words.
    case damaged(String)
    /// The bytes end before the data does.
    case truncated
    /// Unpacking gave more than the limit, in bytes: a bomb, or a limit set too low.
    case tooLarge(limit: Int)
    /// No memory for the compressor.
    case noMemory

    /// One line for a person.
    public var description: String {
        switch self {
        case .damaged(let reason): "the compressed data is damaged: \(reason)"
        case .truncated: "the compressed data ends too early"
        case .tooLarge(let limit): "the data is larger than \(limit) bytes when unpacked"
        case .noMemory: "no memory to compress"
        }
    }
}
