import CSQLite

/// How SQLite holds a value.
public enum StorageClass: Int32, Sendable {
    /// A whole number of up to 64 bits.
    case integer = 1
    /// A floating-point number.
    case real = 2
    /// Text.
    case text = 3
    /// Bytes.
    case blob = 4
    /// No value.
    case null = 5
}

extension Statement {
    /// How many columns a row has; 0 for a statement that gives none.
    public var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    /// A column's name as the statement gives it; empty where there is no such column.
    public func columnName(_ column: Int) -> String {
        unsafe sqlite3_column_name(handle, Int32(truncatingIfNeeded: column)).map { unsafe String(cString: $0) } ?? ""
    }

    /// How the value is held. Ask before reading it: reading as another class may convert it.
    public func type(_ column: Int) -> StorageClass {
        StorageClass(rawValue: unsafe sqlite3_column_type(handle, Int32(truncatingIfNeeded: column))) ?? .null
    }

    /// Whether the value is NULL.
    public func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(truncatingIfNeeded: column)) == SQLITE_NULL
    }

    /// The value as a whole number; 0 for NULL.
    public func integer(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(handle, Int32(truncatingIfNeeded: column))
    }

    /// The value as a floating-point number; 0 for NULL.
    public func double(_ column: Int) -> Double {
        unsafe sqlite3_column_double(handle, Int32(truncatingIfNeeded: column))
    }

    /// The value as a text, invalid UTF-8 repaired; nil for NULL.
    public func text(_ column: Int) -> String? {
        if isNull(column) { return nil }
        return unsafe String(decoding: utf8(column), as: UTF8.self)
    }

    /// The value's bytes as they are stored (a number's as text), copied; nil for NULL.
    public func blob(_ column: Int) -> [UInt8]? {
        if isNull(column) { return nil }
        return unsafe Array(bytes(column))
    }

    /// The value's bytes as they are stored (a number's as text); empty for NULL. They live until the next step, reset or
    /// other conversion of this column.
    public func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let index = Int32(truncatingIfNeeded: column)
        let start = unsafe sqlite3_column_blob(handle, index)
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
    }

    /// The value as UTF-8, whatever the database file's encoding; empty for NULL. Lives as long as ``bytes(_:)``.
    public func utf8(_ column: Int) -> UnsafeRawBufferPointer {
        let index = Int32(truncatingIfNeeded: column)
        let start = unsafe UnsafeRawPointer(sqlite3_column_text(handle, index))
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, index)))
    }
}
