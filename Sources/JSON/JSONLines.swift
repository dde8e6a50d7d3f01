import Glibc

/// A record of newline-delimited JSON: where it lies in its page.
public struct JSONLine: Equatable, Sendable {
    /// The record without its line end.
    public let range: Range<Int>
    /// The line's number, from 1; blank lines count.
    public let number: Int
    /// Whether a line end follows; without one the line may be cut.
    public let isTerminated: Bool
}

/// The lines of a page of newline-delimited JSON: LF or CR LF end a line, blank lines are passed over.
@safe
public struct JSONLines: Sequence, IteratorProtocol {
    private let base: UnsafeRawPointer?
    private let count: Int
    private var position = 0
    private var number = 0

    /// The lines of `page`, which must stay where it is meanwhile.
    public init(_ page: UnsafeRawBufferPointer) {
        unsafe base = page.baseAddress
        count = page.count
    }

    /// The next line that is not blank.
    public mutating func next() -> JSONLine? {
        while let base = unsafe base, position < count {
            let start = position
            let found = unsafe memchr(base + start, 0x0A, count - start)
            let stop = unsafe found.map { unsafe UnsafeRawPointer($0) - base } ?? count
            position = stop + 1
            number += 1
            let range = unsafe Range(uncheckedBounds: (start, trimmedEnd(from: start, to: stop, base)))
            if !range.isEmpty { return unsafe JSONLine(range: range, number: number, isTerminated: found != nil) }
        }
        return nil
    }

    /// The end without the blanks and the CR before a line end.
    private func trimmedEnd(from start: Int, to stop: Int, _ base: UnsafeRawPointer) -> Int {
        var end = stop
        while end > start {
            let byte = unsafe base.load(fromByteOffset: end - 1, as: UInt8.self)
            if byte != 0x20, byte != 0x09, byte != 0x0D { break }
            end -= 1
        }
        return end
    }
}
