/// The statement of a pull, with the values of its `?`: pure, so that each form is tested as text.
///
/// Rows without a cursor's value can be newer than anything: every pull of a table reads them, and where a key gives the
/// order they come first.
struct DatabaseStatement: Equatable {
    let sql: String
    let parameters: [String]

    init(sql: String, parameters: [String]) {
        self.sql = sql
        self.parameters = parameters
    }

    /// - Parameters:
    ///   - cursor: the cursor's column; nil for a snapshot.
    ///   - from: what the cursor must be at least; nil for the first pull.
    ///   - last: the cursor's and the key's values of the last row that was pulled, the key's alone when it had no cursor's;
    ///     empty at the run's start.
    init(_ rule: DatabaseRule, cursor: String?, from: String?, last: [String]) {
        var conditions: [String] = []
        var parameters: [String] = []
        var base: String
        switch rule.base {
        case .table(let name):
            base = name
            if let cursor, let from, last.isEmpty || rule.key == nil {
                conditions.append("(\(cursor) >= ? OR \(cursor) IS NULL)")
                parameters.append(from)
            }
        case .query(let text):
            let count = Self.marks(in: text)
            parameters += Array(repeating: from ?? "", count: count)
            // Without a key the query is the admin's own, order and all.
            guard rule.key != nil else {
                sql = text
                self.parameters = parameters
                return
            }
            base = "(\(text)) q"
        }
        if let key = rule.key, !last.isEmpty {
            let isTable = if case .table = rule.base { true } else { false }
            let (condition, values) = Self.after(cursor: cursor, key: key, last: last, from: isTable ? from : nil)
            conditions.append(condition)
            parameters += values
        }
        let first = rule.key == nil ? nil : cursor.map { "CASE WHEN \($0) IS NULL THEN 0 ELSE 1 END" }
        let order = [first, cursor, rule.key].compactMap { $0 }
        sql =
            "SELECT * FROM \(base)" + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
            + (order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", "))
        self.parameters = parameters
    }

    /// Rows behind the last one in the order of cursor and key; `from` bounds what rows without a cursor's value are before.
    private static func after(cursor: String?, key: String, last: [String], from: String?) -> (String, [String]) {
        guard let cursor else { return ("\(key) > ?", [last[last.count - 1]]) }
        if last.count == 2 {
            return ("(\(cursor) > ? OR (\(cursor) = ? AND \(key) > ?))", [last[0], last[0], last[1]])
        }
        guard let from else { return ("(\(cursor) IS NOT NULL OR \(key) > ?)", last) }
        return ("(\(cursor) >= ? OR (\(cursor) IS NULL AND \(key) > ?))", [from] + last)
    }

    /// How many `?` stand outside of quotes.
    static func marks(in sql: String) -> Int {
        var count = 0
        var quote: Character?
        for letter in sql {
            if let open = quote {
                if letter == open { quote = nil }
            } else if letter == "'" || letter == "\"" || letter == "`" {
                quote = letter
            } else if letter == "?" {
                count += 1
            }
        }
        return count
    }
}
