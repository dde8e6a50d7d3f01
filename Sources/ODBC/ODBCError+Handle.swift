import CODBC

extension ODBCError {
    /// Reads the records that the last call left on a handle.
    init(type: Int32, handle: SQLHANDLE?, hiding secrets: [String]) {
        let diagnostics = unsafe Self.records(type, handle, secrets)
        self.init(Self.reason(of: diagnostics), diagnostics)
    }

    /// A driver that never ends its list is stopped here.
    private static let mostRecords: Int16 = 16

    private static func records(_ type: Int32, _ handle: SQLHANDLE?, _ secrets: [String]) -> [Diagnostic] {
        var records: [Diagnostic] = []
        for number in 1...mostRecords {
            guard let record = unsafe record(number, SQLSMALLINT(type), handle) else { break }
            let message = secrets.reduce(record.message) { hide($1, in: $0) }
            records.append(Diagnostic(state: record.state, message: message, nativeCode: record.nativeCode))
        }
        return records.isEmpty ? [Diagnostic(state: "HY000", message: "no reason given", nativeCode: 0)] : records
    }

    private static func record(_ number: Int16, _ type: SQLSMALLINT, _ handle: SQLHANDLE?) -> Diagnostic? {
        var state = [SQLCHAR](repeating: 0, count: 6)
        var message = [SQLCHAR](repeating: 0, count: 1024)
        var code: SQLINTEGER = 0
        var length: SQLSMALLINT = 0
        let outcome = unsafe SQLGetDiagRec(
            type, handle, number, &state, &code, &message, SQLSMALLINT(message.count), &length)
        guard outcome == SQL_SUCCESS || outcome == SQL_SUCCESS_WITH_INFO else { return nil }
        return Diagnostic(state: text(state), message: text(message), nativeCode: Int(code))
    }

    private static func text(_ buffer: [SQLCHAR]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }

    static func hide(_ secret: String, in message: String) -> String {
        secret.isEmpty
            ? message
            : message.split(separator: secret, omittingEmptySubsequences: false)
                .joined(separator: "***")
    }

    static func reason(of diagnostics: [Diagnostic]) -> Reason {
        for diagnostic in diagnostics {
            if let reason = reason(state: diagnostic.state) { return reason }
        }
        // Drivers that know no better state say it in words only; SQLite's is one.
        let words = diagnostics.map { $0.message.lowercased() }
        let known: [(String, Reason)] = [
            ("can't open lib", .driver), ("no such table", .table), ("unable to open database", .connection),
            ("syntax error", .statement), ("no such column", .statement), ("incomplete input", .statement),
        ]
        for (part, reason) in known where words.contains(where: { $0.contains(part) }) { return reason }
        return .other
    }

    private static func reason(state: String) -> Reason? {
        switch state {
        case "IM002", "IM003", "IM004", "IM005": .driver
        case "28000": .login
        case "42S02", "S0002": .table
        case "HYT00", "HYT01", "57014": .timeout
        default: state.hasPrefix("08") ? .connection : state.hasPrefix("42") || state.hasPrefix("07") ? .statement : nil
        }
    }
}
