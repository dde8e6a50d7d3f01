import Foundation
import Glibc
import Synchronization

// Not Foundation's Process: it knows the end of a child by an inherited socket, which sshd closes at its start; Foundation
// then waits for it on the one thread that it has for all children, and no other child ever seems to end.

/// A program that runs until it ends or is stopped.
final class ServerProcess: Sendable {
    private let state: Mutex<State>

    private struct State {
        var id: pid_t
        /// The wait status, once the program has ended.
        var ended: Int32?
    }

    /// Starts it, with an empty signal mask and no input.
    ///
    /// - Parameter output: the file that takes what it prints; `/dev/null` throws it away.
    init(_ program: String, _ arguments: [String], output: String = "/dev/null") throws {
        let id = try Self.spawn(program, arguments, output)
        state = Mutex(State(id: id))
    }

    deinit { stop() }

    var isRunning: Bool { state.withLock { Self.look(&$0, WNOHANG) == nil } }

    /// Ends it and waits until it has ended. Doing it twice is harmless.
    func stop() {
        state.withLock { state in
            guard Self.look(&state, WNOHANG) == nil else { return }
            kill(state.id, SIGKILL)
            _ = Self.look(&state, 0)
        }
    }

    /// Waits for its end; whether it succeeded.
    func wait() -> Bool { state.withLock { Self.look(&$0, 0) == 0 } }

    private static func look(_ state: inout State, _ options: Int32) -> Int32? {
        if let ended = state.ended { return ended }
        var status: Int32 = 0
        var found: pid_t
        repeat { found = unsafe waitpid(state.id, &status, options) } while found < 0 && errno == EINTR
        if found == state.id { state.ended = status }
        if found < 0 { state.ended = -1 }
        return state.ended
    }

    private static func spawn(_ program: String, _ arguments: [String], _ output: String) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Threads of the pool block signals, and children inherit that.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var id: pid_t = 0
        let failure = unsafe posix_spawn(&id, program, &actions, &attributes, &words, environ)
        guard failure == 0 else { throw DemoError("\(program) does not start: \(unsafe String(cString: strerror(failure)))") }
        return id
    }

    /// Runs a program to its end and gives what it prints.
    ///
    /// - Throws: ``DemoError`` with what it said when it failed.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("envhub-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let succeeded = try ServerProcess(program, arguments, output: file.path).wait()
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard succeeded else { throw DemoError("\(program) failed: \(text.prefix(300))") }
        return text
    }
}
