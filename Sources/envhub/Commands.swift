/// All commands, in the order of the help. A command is one file of `Commands/` and one line here.
enum Commands {
    static let all: [any Command.Type] = [
        CheckCommand.self, ExplainCommand.self, TestCommand.self, PreviewCommand.self, InferCommand.self,
        NewConnectorCommand.self, SyncCommand.self, ServeCommand.self, StatusCommand.self, RunsCommand.self,
        RunsShowCommand.self, QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRetryCommand.self,
        QuarantineDropCommand.self, RemapCommand.self,
        ConsumerAddCommand.self, ConsumerListCommand.self, ConsumerGrantCommand.self, ConsumerRotateCommand.self,
        ConsumerRevokeCommand.self, ConsumerLimitCommand.self, ConsumerLinkCommand.self, ConsumerGatewayCommand.self,
        ConsumerCertificateCommand.self,
        WebhookListCommand.self, WebhookAllowCommand.self, WebhookForbidCommand.self, WebhookHostsCommand.self,
        ObjectionListCommand.self, ObjectionShowCommand.self, ObjectionUpholdCommand.self, ObjectionRejectCommand.self,
        ObjectionResolveCommand.self,
        FeedListCommand.self, FeedShowCommand.self, FeedDiffCommand.self, FeedPurgeCommand.self, FeedRenewCommand.self,
        SchemaCommand.self,
        DossierCommand.self, LineageCommand.self,
        IdentityReviewCommand.self, IdentityExplainCommand.self, IdentityMergeCommand.self, IdentitySplitCommand.self,
        IdentityPinCommand.self, IdentityUndoCommand.self, IdentityDecisionsCommand.self, TopCommand.self,
        ReadingsLatestCommand.self,
        ReadingsShowCommand.self, AuditListCommand.self, AuditVerifyCommand.self,
        SigningListCommand.self, SigningRotateCommand.self, BackupCommand.self, RestoreCommand.self,
        HJ212DecodeCommand.self, HJ212SimulateCommand.self,
        DemoCommand.self,
    ]

    /// The command that `words` call, with the words behind its name; of two names the longer is meant.
    static func find(_ words: [String]) -> (command: any Command.Type, rest: [String])? {
        let called = all.filter { words.starts(with: $0.name) }.max { $0.name.count < $1.name.count }
        return called.map { ($0, Array(words.dropFirst($0.name.count))) }
    }
}
