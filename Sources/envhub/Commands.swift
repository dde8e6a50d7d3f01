/// All commands, in the order of the help. A command is one file of `Commands/` and one line here.
enum Commands {
    static let all: [any Command.Type] = [
        CheckCommand.self, SyncCommand.self, ServeCommand.self, StatusCommand.self, RunsCommand.self,
        QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRetryCommand.self, ConsumerAddCommand.self,
        ConsumerListCommand.self, ConsumerRotateCommand.self, ConsumerRevokeCommand.self, FeedListCommand.self,
        FeedShowCommand.self, SchemaCommand.self, DemoCommand.self,
    ]

    /// The command that `words` call, with the words behind its name.
    static func find(_ words: [String]) -> (command: any Command.Type, rest: [String])? {
        for command in all where words.starts(with: command.name) {
            return (command, Array(words.dropFirst(command.name.count)))
        }
        return nil
    }
}
