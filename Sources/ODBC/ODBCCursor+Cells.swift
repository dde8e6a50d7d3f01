import CODBC

extension ODBCCursor {
    func appendCell(_ column: Int, to bytes: inout [UInt8]) throws(ODBCError) -> ODBCRows.Cell {
        let start = bytes.count
        let isBinary = columns[column].kind == .binary
        // Drivers write bytes as text each in its own way, so they are asked for the bytes.
        let type = isBinary ? SQL_C_BINARY : SQL_C_CHAR
        while true {
            var length: SQLLEN = 0
            let outcome = unsafe SQLGetData(
                statement, SQLUSMALLINT(column + 1), SQLSMALLINT(type), &piece, piece.count, &length)
            try check(outcome)
            if length == SQLLEN(SQL_NULL_DATA) { return ODBCRows.Cell(offset: start, count: 0, isNull: true) }
            if Int32(outcome) == SQL_NO_DATA { break }
            let isLast = isBinary ? appendBinary(length, to: &bytes) : appendText(outcome, length, to: &bytes)
            if bytes.count - start > connection.options.maxCellBytes {
                throw ODBCError(limit: "a value of the column \(columns[column].name) is longer than allowed")
            }
            if isLast { break }
        }
        return ODBCRows.Cell(offset: start, count: bytes.count - start, isNull: false)
    }

    /// Appends a piece of text and answers whether it is the last. A driver may not know how long the rest is.
    private func appendText(_ outcome: SQLRETURN, _ rest: SQLLEN, to bytes: inout [UInt8]) -> Bool {
        let isWhole = rest >= 0 && rest < piece.count
        let isLast = isWhole || Int32(outcome) == SQL_SUCCESS
        bytes.append(contentsOf: piece[..<(isWhole ? rest : end(from: isLast ? 0 : piece.count - 8))])
        return isLast
    }

    /// Where the piece ends when the driver does not say: at the ending 0, which in a piece that is not the last is the
    /// buffer's last byte, or a little earlier when the driver does not cut characters.
    private func end(from first: Int) -> Int { piece[first...].firstIndex(of: 0) ?? piece.count - 1 }

    private func appendBinary(_ rest: SQLLEN, to bytes: inout [UInt8]) -> Bool {
        let isLast = rest >= 0 && rest <= piece.count
        for byte in piece[..<(isLast ? rest : piece.count)] {
            bytes.append(Self.hexDigit(byte >> 4))
            bytes.append(Self.hexDigit(byte & 15))
        }
        return isLast
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 55 }
}
