import CSpawn
import Foundation
import Glibc

/// One call of posix_spawn(3), with everything it needs.
struct SpawnRequest {
    private let command: ChildProcess.Command
    private let output: Int32

    init(_ command: ChildProcess.Command, output: Int32) {
        self.command = command
        self.output = output
    }

    /// Starts the program and returns its process number.
    func start() throws(SubprocessError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe fill(&actions)
        fill(&attributes)
        var id: pid_t = 0
        let code = unsafe withStrings([command.program] + command.arguments) { arguments in
            unsafe withStrings(environment) { environment in
                unsafe posix_spawn(&id, command.program, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else {
            throw SubprocessError("cannot start \(command.program): \(ChildProcess.reason(code))")
        }
        return id
    }

    private func fill(_ actions: inout posix_spawn_file_actions_t) {
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if output >= 0 {
            unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        } else {
            unsafe open(command.outputFile, as: 1, in: &actions)
        }
        if command.mergesErrors {
            unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        } else {
            unsafe open(command.errorsFile, as: 2, in: &actions)
        }
        if let directory = command.directory { unsafe posix_spawn_file_actions_addchdir_np(&actions, directory) }
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    }

    private func open(_ file: String?, as number: Int32, in actions: inout posix_spawn_file_actions_t) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        unsafe posix_spawn_file_actions_addopen(&actions, number, file ?? "/dev/null", flags, 0o600)
    }

    private func fill(_ attributes: inout posix_spawnattr_t) {
        var (none, all) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private var environment: [String] {
        (command.environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
    }

    /// Calls `body` with C strings in an array that ends with null.
    private func withStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { for index in texts.indices { unsafe free(pointers[index]) } }
        return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
    }
}
