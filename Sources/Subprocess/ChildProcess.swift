import CSpawn
import Foundation
import Glibc

/// A program that runs beside this one.
///
/// It starts with the three standard descriptors alone, its own process group and no blocked signals, whatever this
/// process has open or ignores: Foundation's `Process` reads `/proc/self/fd` to find what to close and has been seen to
/// crash there when very many descriptors are open.
public final class ChildProcess: Sendable {
    /// What to start.
    public struct Command: Sendable {
        /// The program's path.
        public var program: String
        /// Its arguments, without its name.
        public var arguments: [String]
        /// Its working directory; nil: this process's.
        public var directory: String?
        /// Its environment; nil: this process's.
        public var environment: [String: String]?
        /// Whether what it writes to standard error goes where its output goes.
        public var mergesErrors = false
        /// The file that its output is put into, made or emptied, when it is not read; nil: nowhere.
        public var outputFile: String?
        /// The file that what it writes to standard error is put into, when that does not go with its output; nil: nowhere.
        public var errorsFile: String?

        /// A command.
        public init(_ program: String, _ arguments: [String] = [], in directory: String? = nil) {
            self.program = program
            self.arguments = arguments
            self.directory = directory
        }
    }

    /// How a program ended.
    public enum Ending: Sendable, Equatable {
        /// It ended with a status; 0 is success.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
    }

    /// The process number, which is also its group's.
    public let id: Int32
    private let output: Int32
    private let state: EndState

    /// Starts a program whose output can be read, or goes to its file or nowhere.
    ///
    /// - Throws: ``SubprocessError`` when it cannot be started.
    public init(_ command: Command, readsOutput: Bool = false) throws(SubprocessError) {
        var pipe: (read: Int32, write: Int32) = (-1, -1)
        if readsOutput { pipe = try ChildProcess.makePipe() }
        defer { if pipe.write >= 0 { close(pipe.write) } }
        do throws(SubprocessError) { id = try SpawnRequest(command, output: pipe.write).start() } catch {
            if pipe.read >= 0 { close(pipe.read) }
            throw error
        }
        output = pipe.read
        state = EndState(id: id)
    }

    deinit {
        if output >= 0 { close(output) }
    }

    private static func makePipe() throws(SubprocessError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SubprocessError("no pipe: \(reason(errno))") }
        return (ends[0], ends[1])
    }

    static func reason(_ number: Int32) -> String {
        unsafe String(cString: strerror(number))
    }

    /// Whether it has not ended.
    public var isRunning: Bool { state.ending(waits: false) == nil }

    /// Waits until it has ended. Blocks the thread.
    @discardableResult public func wait() -> Ending { state.ending(waits: true) ?? .exited(-1) }

    /// Sends a signal to it and what it has started.
    public func signal(_ number: Int32) {
        if isRunning { kill(-id, number) }
    }

    /// Ends it: politely first, after `grace` by force. Blocks the thread.
    public func stop(grace: Duration = .seconds(5)) {
        signal(SIGTERM)
        let end = ContinuousClock.now + grace
        while isRunning, ContinuousClock.now < end { usleep(10_000) }
        signal(SIGKILL)
        wait()
    }

    /// Reads its output to the end, at most `limit` bytes. Blocks the thread.
    public func readOutput(limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while output >= 0, bytes.count < limit {
            let count = unsafe read(output, &piece, min(piece.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes.append(contentsOf: piece[..<count])
        }
        return bytes
    }
}

/// Why a program could not be started.
public struct SubprocessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In words.
    public let description: String

    init(_ description: String) { self.description = description }
}
