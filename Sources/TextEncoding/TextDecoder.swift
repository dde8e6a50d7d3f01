/// Turns a stream of bytes in some encoding into UTF-8, chunk by chunk.
///
/// A character that a chunk's end cuts in two is carried over to the next chunk. A byte order mark at the start is dropped.
/// One thread at a time may use a decoder.
public final class TextDecoder: @unchecked Sendable {
    /// What to do about bytes that are no character.
    public enum Policy: Sendable {
        /// Throw, with the place.
        case fail
        /// Put U+FFFD in their place and count them.
        case replace
    }

    /// The encoding of the bytes.
    public let encoding: CharacterEncoding
    /// What to do about bytes that are no character.
    public let policy: Policy
    /// How many bytes of the stream have been given.
    public private(set) var byteOffset = 0
    /// How many times U+FFFD stands for bad bytes.
    public private(set) var replacements = 0
    /// The first bad bytes that were replaced.
    public private(set) var firstReplaced: TextDecodingError?

    private let transcoder: Transcoder?
    private var carried: [UInt8] = []
    private var isAtStart = true

    /// The longest character of any encoding here, and a byte more.
    private static let longest = 8

    /// A decoder at the start of a stream.
    ///
    /// - Throws: ``UnknownEncodingError`` also when the C library on this machine lacks the encoding.
    public init(_ encoding: CharacterEncoding, policy: Policy = .fail) throws(UnknownEncodingError) {
        self.encoding = encoding
        self.policy = policy
        transcoder = encoding.iconvName.flatMap(Transcoder.init)
        if encoding.iconvName != nil, transcoder == nil { throw UnknownEncodingError(name: encoding.name) }
    }

    /// Decodes the next chunk.
    ///
    /// - Parameters:
    ///   - bytes: the next bytes of the stream; any number.
    ///   - isLast: whether the stream ends with them.
    ///   - output: what is decoded is appended here, always whole characters.
    /// - Throws: ``TextDecodingError`` with policy `fail`; the decoder is of no use after that.
    public func decode(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]
    ) throws(TextDecodingError) {
        let start = output.count
        var used = 0
        repeat {
            if carried.isEmpty { break }
            used += try unsafe finishCarried(UnsafeRawBufferPointer(rebasing: bytes[used...]), used, isLast, &output)
        } while used < bytes.count
        if used < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[used...])
            let done = try unsafe decodeAll(rest, byteOffset + used, isLast, &output)
            unsafe carried += rest[done...]
        }
        byteOffset += bytes.count
        dropByteOrderMark(start, &output)
    }

    /// Decodes the next chunk of an array.
    public func decode(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) throws(TextDecodingError) {
        let result = unsafe bytes.withUnsafeBytes { bytes in
            Result { () throws(TextDecodingError) in try unsafe decode(bytes, isLast: isLast, into: &output) }
        }
        try result.get()
    }

    /// Decodes the character that the chunk before left, with the bytes that follow it.
    ///
    /// - Returns: how many of these bytes it took. The character may still not be whole.
    private func finishCarried(
        _ bytes: UnsafeRawBufferPointer, _ used: Int, _ isLast: Bool, _ output: inout [UInt8]
    ) throws(TextDecodingError) -> Int {
        let joined = unsafe carried + bytes.prefix(TextDecoder.longest)
        let holdsAll = bytes.count <= TextDecoder.longest
        let result = unsafe joined.withUnsafeBytes { joined in
            Result { () throws(TextDecodingError) -> Int in
                try unsafe decodeAll(joined, byteOffset + used - carried.count, isLast && holdsAll, &output)
            }
        }
        let done = try result.get()
        if holdsAll || done < carried.count {
            carried = Array(joined[done...])
            return min(bytes.count, TextDecoder.longest)
        }
        defer { carried = [] }
        return done - carried.count
    }

    /// Decodes to the end or to a character that is cut off, dealing with bad bytes on the way.
    private func decodeAll(
        _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ isLast: Bool, _ output: inout [UInt8]
    ) throws(TextDecodingError) -> Int {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let (count, badBytes) = unsafe convert(rest, &output)
            done += count
            if badBytes == 0, !isLast { return done }
            if done == bytes.count { return done }
            let error = TextDecodingError(
                kind: badBytes == 0 ? .truncated : .invalid, encoding: encoding.name, byteOffset: offset + done,
                bytes: unsafe Array(rest[count...].prefix(4)))
            guard policy == .replace else { throw error }
            firstReplaced = firstReplaced ?? error
            replacements += 1
            output += [0xef, 0xbf, 0xbd]
            done += badBytes == 0 ? bytes.count - done : min(badBytes, bytes.count - done)
        }
        return done
    }

    /// Decodes whole characters: how many bytes they took, and how many bad bytes follow (0 when none do).
    private func convert(_ bytes: UnsafeRawBufferPointer, _ output: inout [UInt8]) -> (Int, Int) {
        if let transcoder {
            let (count, ending) = unsafe transcoder.convert(bytes, into: &output)
            return (count, ending == .invalid ? encoding.unit : 0)
        }
        let check = unsafe UTF8Check(bytes)
        unsafe output.append(contentsOf: bytes[..<check.validCount])
        if case .invalid(let length) = check.ending { return (check.validCount, length) }
        return (check.validCount, 0)
    }

    private func dropByteOrderMark(_ start: Int, _ output: inout [UInt8]) {
        guard isAtStart, output.count > start else { return }
        isAtStart = false
        if output[start...].starts(with: ByteOrderMark.utf8.bytes) { output.removeSubrange(start..<(start + 3)) }
    }
}
