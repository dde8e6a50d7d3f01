import CODBC

/// A column of a result.
public struct ODBCColumn: Equatable, Sendable {
    /// What the driver says the values are; they arrive as text all the same.
    public enum Kind: Equatable, Sendable {
        /// Characters.
        case text
        /// A whole number.
        case integer
        /// A decimal number of fixed scale.
        case decimal
        /// A floating-point number.
        case floating
        /// A date, `yyyy-MM-dd`.
        case date
        /// A time of day, `HH:mm:ss`.
        case time
        /// A date and time, `yyyy-MM-dd HH:mm:ss` with fractions as the driver writes them.
        case timestamp
        /// Bytes; they arrive as hexadecimal digits.
        case binary
        /// A bit.
        case bool
        /// Something else.
        case other
    }

    /// The name, UTF-8.
    public let name: String
    /// What the driver says the values are.
    public let kind: Kind
    /// The driver's number of the SQL type.
    public let sqlType: Int
    /// Characters or digits at most; 0 when the driver does not say.
    public let size: Int
    /// Digits after the point.
    public let scale: Int
    /// Whether the column may hold NULL; nil when the driver does not know.
    public let isNullable: Bool?
}

extension ODBCColumn.Kind {
    init(sqlType: Int) {
        switch Int32(truncatingIfNeeded: sqlType) {
        case SQL_CHAR, SQL_VARCHAR, SQL_LONGVARCHAR, SQL_WCHAR, SQL_WVARCHAR, SQL_WLONGVARCHAR: self = .text
        case SQL_TINYINT, SQL_SMALLINT, SQL_INTEGER, SQL_BIGINT: self = .integer
        case SQL_DECIMAL, SQL_NUMERIC: self = .decimal
        case SQL_REAL, SQL_FLOAT, SQL_DOUBLE: self = .floating
        case SQL_TYPE_DATE, SQL_DATE: self = .date
        case SQL_TYPE_TIME, SQL_TIME: self = .time
        case SQL_TYPE_TIMESTAMP, SQL_TIMESTAMP: self = .timestamp
        case SQL_BINARY, SQL_VARBINARY, SQL_LONGVARBINARY: self = .binary
        case SQL_BIT: self = .bool
        default: self = .other
        }
    }
}
