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

    init(_ start: DatabaseStart, cursor: CursorColumn?) {
        let rule = start.rule
        var conditions: [String] = []
        var parameters: [String] = []
        var base: String
        switch rule.base {
        case .table(let name):
            base = name
            if let cursor, let from = start.from, start.last.isEmpty || rule.key == nil {
                conditions.append("(\(cursor.name) >= ? OR \(cursor.isAbsent))")
                parameters.append(from)
            }
        case .query(let text):
            let count = Self.marks(in: text)
            parameters += Array(repeating: start.from ?? "", count: count)
            // Without a key the query is the admin's own, order and all.
            guard rule.key != nil else {
                sql = text
                self.parameters = parameters
                return
            }
            base = "(\(text)) q"
        }
        if let key = rule.key, !start.last.isEmpty {
            let (condition, values) = Self.after(start, cursor: cursor, key: key)
            conditions.append(condition)
            parameters += values
        }
        let order = rule.key.map { (cursor?.order ?? []) + [$0] } ?? [cursor?.name].compactMap { $0 }
        sql =
            "SELECT * FROM \(base)" + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
            + (order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", "))
        self.parameters = parameters
    }

    /// Rows behind the last one in the order of cursor and key; `from` bounds what rows without a cursor's value are before.
    private static func after(_ start: DatabaseStart, cursor: CursorColumn?, key: String) -> (String, [String]) {
        let last = start.last
        guard let cursor else { return ("\(key) > ?", [last[last.count - 1]]) }
        let name = cursor.name
        if last.count == 2, !cursor.isAbsent(last[0]) {
            return ("(\(name) > ? OR (\(name) = ? AND \(key) > ?))", [last[0], last[0], last[1]])
        }
        guard let from = start.from, start.isTable else {
            return ("(\(cursor.isPresent) OR \(key) > ?)", [last[last.count - 1]])
        }
        return ("(\(name) >= ? OR (\(cursor.isAbsent) AND \(key) > ?))", [from, last[last.count - 1]])
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
