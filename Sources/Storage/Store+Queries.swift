public import SQLite

/// A value for a statement's parameter.
public protocol Bindable {
    /// Binds the value at `index`.
    func bind(to statement: Statement, at index: Int) throws(SQLiteError)
}

extension Int64: Bindable {
    /// Binds the number.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) { try statement.bind(self, at: index) }
}

extension Int: Bindable {
    /// Binds the number.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) {
        try statement.bind(Int64(self), at: index)
    }
}

extension String: Bindable {
    /// Binds the text.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) { try statement.bind(self, at: index) }
}

extension [UInt8]: Bindable {
    /// Binds the bytes.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) { try statement.bind(self, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
    /// Binds the value or null.
    public func bind(to statement: Statement, at index: Int) throws(SQLiteError) {
        if let self { try self.bind(to: statement, at: index) } else { try statement.bindNull(at: index) }
    }
}

extension Statement {
    /// Binds `values` from the first parameter on.
    public func bind(all values: [any Bindable]) throws(SQLiteError) {
        for (index, value) in values.enumerated() { try value.bind(to: self, at: index + 1) }
    }
}

// The slow paths of the store: a statement made, used and dropped.
extension Store {
    /// Runs one statement.
    public func run(_ sql: String, _ values: any Bindable...) throws {
        let statement = try database.prepare(sql)
        try statement.bind(all: values)
        try statement.run()
    }

    /// The first row of a query, if there is one. The statement lives as long as the row is used.
    public func one(_ sql: String, _ values: any Bindable...) throws -> Statement? {
        let statement = try database.prepare(sql)
        try statement.bind(all: values)
        return try statement.step() ? statement : nil
    }

    /// What `read` makes of every row of a query.
    public func all<Row>(_ sql: String, _ values: any Bindable..., read: (Statement) throws -> Row) throws -> [Row] {
        let statement = try database.prepare(sql)
        try statement.bind(all: values)
        var rows: [Row] = []
        while try statement.step() { rows.append(try read(statement)) }
        return rows
    }
}
