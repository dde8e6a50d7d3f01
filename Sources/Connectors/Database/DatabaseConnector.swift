import Model
import ODBC

/// Pulls a table, view or query of a database, page by page of one statement.
///
/// Pages of a run are parts of one open statement. A pull that was stopped goes on behind its last row when the file
/// names a `key`; without, it asks anew from where the run began, which upserts make harmless.
actor DatabaseConnector: Connector {
    private let rule: DatabaseRule
    private let definition: ConnectorDefinition
    private let plan: RecordPlan
    private let environment: ConnectorEnvironment
    private let queue = BlockingQueue("database")
    private var session: (open: DatabaseSession, at: DatabaseCursor.Run)?

    init(
        _ rule: DatabaseRule, _ definition: ConnectorDefinition, _ plan: RecordPlan, _ environment: ConnectorEnvironment
    ) {
        self.rule = rule
        self.definition = definition
        self.plan = plan
        self.environment = environment
    }

    func page(after cursor: String?) async throws(ConnectorError) -> PulledPage {
        try Pause.check()
        var state = DatabaseCursor()
        if let cursor { state = try CursorText.decode(DatabaseCursor.self, cursor) }
        var run = state.run ?? begin(state)
        let open = try await open(&run)
        let (wanted, item) = (wanted, run.seen + 1)
        let pulled = try await queue.run { () throws(ConnectorError) in
            try open.next(wanted, name: "row \(item)", item: item)
        }
        try Pause.check()
        run.seen += pulled.rows
        run.high = high(in: pulled.page, above: run.high)
        if pulled.rows > 0, rule.key != nil { run.last = try Self.last(pulled.last, wanted) }
        session = pulled.hasMore ? (open, run) : nil
        state.run = pulled.hasMore ? run : nil
        if !pulled.hasMore { state.mark = run.high ?? state.mark }
        let isForgotten = !pulled.hasMore && definition.sync.mode == .snapshot
        return PulledPage(page: pulled.page, cursor: isForgotten ? nil : state.text, hasMore: pulled.hasMore)
    }

    /// The columns by which a stopped pull goes on.
    private var wanted: [String] {
        guard let key = rule.key else { return [] }
        return [cursorColumn, key].compactMap { $0 }.map(Self.plainName)
    }

    private var cursorColumn: String? { definition.sync.cursor.flatMap { ColumnPath.name($0.from) } }

    private func open(_ run: inout DatabaseCursor.Run) async throws(ConnectorError) -> DatabaseSession {
        if let session, session.at == run { return session.open }
        session = nil
        if rule.key == nil { run = DatabaseCursor.Run(from: run.from, high: run.high) }
        let password = try await rule.password?.resolve(in: environment)
        var values: [Template.Variable: String] = [.hub: environment.hubDirectory]
        values[.password] = password?.reveal { "{" + $0.escaped(["}"], by: "}") + "}" }
        let seconds = Int(definition.limits.timeout.inSeconds.rounded(.up))
        let request = DatabaseSession.Request(
            connection: rule.connection.filled(values),
            start: DatabaseStart(rule: rule, cursor: cursorColumn, from: run.from, last: run.last), plan: plan,
            missing: definition.contract.missingField,
            options: ODBCOptions(
                loginTimeout: min(seconds, 30), queryTimeout: seconds, maxCellBytes: definition.limits.maxRecord),
            pageSize: rule.pageSize, maxBytes: definition.limits.maxBody)
        return try await connect(request)
    }

    private func connect(_ request: DatabaseSession.Request) async throws(ConnectorError) -> DatabaseSession {
        var attempt = 1
        while true {
            do throws(ConnectorError) {
                return try await queue.run { () throws(ConnectorError) in try DatabaseSession(request) }
            } catch {
                let condition: RetryRule.Condition? =
                    switch error.code {
                    case "db_connection": .connection
                    case "db_timeout": .timeout
                    default: nil
                    }
                guard let condition, definition.retry.retries(condition),
                    let wait = definition.retry.wait(
                        afterAttempt: attempt, asked: nil, random: Double.random(in: 0..<1))
                else { throw error }
                try await Pause.wait(wait)
                attempt += 1
            }
        }
    }

    private func begin(_ state: DatabaseCursor) -> DatabaseCursor.Run {
        guard let rule = definition.sync.cursor else { return DatabaseCursor.Run() }
        let zone = definition.timezone ?? .utc
        if let mark = state.mark, let high = HighWater(mark, of: rule, zone: zone) {
            return DatabaseCursor.Run(from: high.asked(rule, lag: definition.sync.lag, zone: zone), high: mark)
        }
        let start = HighWater(rule.start, of: rule, zone: zone)
        return DatabaseCursor.Run(from: start?.asked(rule, lag: .zero, zone: zone))
    }

    private func high(in page: RecordPage, above known: String?) -> String? {
        guard let rule = definition.sync.cursor, let slot = plan.cursor else { return nil }
        return HighWater.highest(in: page, slot: slot, rule: rule, zone: definition.timezone ?? .utc, above: known)
    }

    /// Where the pull goes on: a row may lack its cursor's value, but not the key's, which `values` end with.
    private static func last(_ values: [String?], _ names: [String]) throws(ConnectorError) -> [String] {
        if let key = values.last, key == nil {
            throw ConnectorError(
                .unexpected, code: "null_key",
                message:
                    "`\(names[names.count - 1])` is NULL: a pull cannot go on by it; leave such rows out with `query`"
            )
        }
        return values.compactMap { $0 }
    }

    /// A column's name without the quotes of SQL.
    private static func plainName(_ name: String) -> String {
        let quotes: [Character: Character] = ["\"": "\"", "`": "`", "[": "]"]
        guard let first = name.first, let close = quotes[first], name.last == close, name.count > 1 else { return name }
        return String(name.dropFirst().dropLast())
    }
}
