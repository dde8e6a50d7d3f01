import Foundation
import Glibc
import Terminal

/// A file descriptor to write to and what comes out at its other end: a pipe, or a pseudo-terminal.
final class Channel {
    let writing: Int32
    private var reading: Int32
    private let isTerminal: Bool

    init(isTerminal: Bool) throws {
        self.isTerminal = isTerminal
        if isTerminal {
            // What unlockpt and ptsname of the C library do, which Swift does not see.
            reading = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
            var (unlocked, number): (Int32, Int32) = (0, -1)
            guard unsafe ioctl(reading, 0x4004_5431, &unlocked) == 0, unsafe ioctl(reading, 0x8004_5430, &number) == 0
            else { throw POSIXError(.ENOTTY) }
            writing = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        } else {
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
            (reading, writing) = (ends[0], ends[1])
        }
    }

    deinit {
        close(writing)
        closeReader()
    }

    func output(_ environment: [String: String] = [:]) -> TerminalOutput {
        TerminalOutput(descriptor: writing) { environment[$0] }
    }

    func closeReader() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    /// What has come out since it was last asked.
    func text() -> String { isTerminal ? marked() : String(decoding: read(waiting: 0), as: UTF8.self) }

    /// A terminal hands on in its own time, so a mark is sent after what was written, and waited for.
    private func marked() -> String {
        let mark: UInt8 = 0x1E
        var sent = mark
        guard unsafe write(writing, &sent, 1) == 1 else { return "" }
        var bytes: [UInt8] = []
        while bytes.last != mark {
            let piece = read(waiting: 10_000)
            if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    private func read(waiting milliseconds: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var wait = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wait, 1, milliseconds) == 1 else { return [] }
        let count = unsafe Glibc.read(reading, &bytes, bytes.count)
        return Array(bytes.prefix(max(count, 0)))
    }
}
