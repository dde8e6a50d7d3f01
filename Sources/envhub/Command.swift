import Terminal

/// One command of `envhub`: what it is called, what its help says, what it does. A new command is a file and a line in
/// ``Commands``.
protocol Command: Sendable {
    /// The words that call it, such as `["quarantine", "list"]`.
    static var name: [String] { get }
    /// One line for the list of commands.
    static var summary: String { get }
    /// What it takes, in the order of the help.
    static var options: [Option] { get }
    /// What its plain arguments are called, such as `[NAME…]`; empty when it takes none.
    static var arguments: String { get }
    /// Commands to try, each with what it does.
    static var examples: [(command: String, does: String)] { get }
    /// Does it.
    static func run(_ call: Call) async throws -> ExitCode
}

extension Command {
    static var options: [Option] { [] }
    static var arguments: String { "" }
}

/// An option of a command.
struct Option: Sendable {
    /// The name without dashes.
    let name: String
    /// What its value is called; empty for a switch.
    let value: String
    /// What it does.
    let does: String

    init(_ name: String, _ value: String = "", _ does: String) {
        self.name = name
        self.value = value
        self.does = does
    }

    /// What every command takes.
    static let common = [
        Option("hub", "DIR", "the hub directory (default: $ENVHUB_DIR, else the current directory)"),
        Option("json", "", "print JSON for scripts"),
        Option("help", "", "show this help"),
    ]
}

/// What the exit status says to scripts.
enum ExitCode: Int32, Sendable {
    /// Done, and nothing is wrong.
    case ok = 0
    /// Done, but something needs a person: errors in files, a failed run, a record that is not there.
    case problem = 1
    /// The command was not understood.
    case usage = 2
    /// Somebody else is at it: another run of the connector, a locked store. Try again later.
    case busy = 3
    /// A run was held: it wants a person's word before it goes on.
    case held = 4
}

/// A mistake in how a command was called.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// Something that went wrong and is a person's to mend.
struct CommandError: Error {
    let message: String
    let code: ExitCode

    init(_ message: String, code: ExitCode = .problem) {
        self.message = message
        self.code = code
    }
}
