import Foundation
import Glibc
import Terminal

/// A file descriptor to write to and what comes out at its other end: a pipe, or a pseudo-terminal.
final class Channel {
    let writing: Int32
    private var reading: Int32

    init(isTerminal: Bool) throws {
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

    /// What has come out so far.
    func text() -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var wait = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wait, 1, 0) == 1 else { return "" }
        let count = unsafe read(reading, &bytes, bytes.count)
        return String(decoding: bytes[..<max(count, 0)], as: UTF8.self)
    }
}
