import Storage

/// The options by which held records are chosen.
enum QuarantineOptions {
    static let all = [
        Option("connector", "NAME", "of this connector"),
        Option("code", "CODE", "with this code, such as R2104"),
        Option("run", "NUMBER", "held by this run"),
        Option("since", "TIME", "held since a day (2026-03-02) or so long ago (2h)"),
    ]

    /// What `call` wants of `store`.
    ///
    /// - Throws: ``CommandError`` for a connector, a code or a run that there is not.
    static func filter(_ call: Call, _ store: Store) throws -> QuarantineFilter {
        let filter = try read(call)
        if let code = filter.code { try KnownNames.checkCode(code) }
        if let name = filter.connector { try KnownNames.checkConnector(name, call, store) }
        if let run = filter.run { try KnownNames.checkRun(run, store) }
        return filter
    }

    private static func read(_ call: Call) throws(UsageError) -> QuarantineFilter {
        let run = try call.integer("run", in: 1...Int.max).map(Int64.init)
        return QuarantineFilter(
            connector: call["connector"], code: call["code"]?.uppercased(), run: run, since: try call.instant("since"))
    }

    /// The same choice as words of a command line.
    static func words(_ call: Call) -> String {
        all.compactMap { option in call[option.name].map { " --\(option.name) \($0)" } }.joined()
    }
}
