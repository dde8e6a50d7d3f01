#if canImport(Glibc)
    import Glibc
#endif

/// A stream that people or pipes read: standard output or standard error.
///
/// A reader that has gone away (`EPIPE`) is no error: the rest is dropped and ``isClosed`` says so. Any thread may write; a
/// write of a whole line by one call stays whole.
public final class TerminalOutput: Sendable {
    /// Standard output.
    public static let standardOutput = TerminalOutput(descriptor: 1)
    /// Standard error.
    public static let standardError = TerminalOutput(descriptor: 2)

    private let descriptor: Int32
    private let closed = Flag()
    /// Whether a terminal is at the other end.
    public let isTerminal: Bool
    /// Whether colours are shown: a terminal that is not `dumb`, and no `NO_COLOR` in the environment.
    public let showsColor: Bool

    /// A stream on an open file descriptor, which stays its owner's. `SIGPIPE` is ignored from now on in this process.
    public init(descriptor: Int32, environment: (String) -> String? = TerminalOutput.environment) {
        signal(SIGPIPE, SIG_IGN)
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        let refused = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        showsColor = isTerminal && !refused && environment("TERM") != "dumb"
    }

    /// Whether the reader has gone away.
    public var isClosed: Bool { closed.isSet }

    /// The terminal's width in cells; 80 where there is no terminal to ask.
    public var width: Int {
        var size = winsize()
        let asked = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        return asked == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// The terminal's height in lines; 24 where there is no terminal to ask.
    public var height: Int {
        var size = winsize()
        let asked = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        return asked == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    /// Writes a text as it is. Data from outside goes through ``escapingControls(_:)`` first.
    public func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in unsafe write(UnsafeRawBufferPointer(utf8)) }
    }

    /// Writes a text and a line feed.
    public func line(_ text: String = "") {
        write(text + "\n")
    }

    /// The text in a style where colours are shown, else as it is.
    public func styled(_ text: String, _ style: Style) -> String {
        showsColor ? style.applied(to: text) : text
    }

    /// Writes bytes, waiting for a slow reader.
    public func write(_ bytes: UnsafeRawBufferPointer) {
        var start = 0
        while start < bytes.count, !isClosed {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
            let written = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written >= 0 {
                start += written
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&wait, 1, 1000)
            } else if errno != EINTR {
                closed.set()
            }
        }
    }

    /// A variable of the process's environment.
    public static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
