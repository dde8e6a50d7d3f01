import CODBC

/// Parameters as the driver reads them: memory that stays in its place until the statement has run.
@safe
final class ODBCParameters {
    private let values: [UnsafeMutableBufferPointer<UInt8>]
    private let lengths: UnsafeMutableBufferPointer<SQLLEN>

    init(_ parameters: [String?]) {
        unsafe values = parameters.map { parameter in
            let text = parameter.map { Array($0.utf8) } ?? []
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count + 1)
            unsafe copy.initialize(repeating: 0)
            for (index, byte) in text.enumerated() { unsafe copy[index] = byte }
            return unsafe copy
        }
        unsafe lengths = .allocate(capacity: parameters.count)
        for (index, parameter) in parameters.enumerated() {
            unsafe lengths.initializeElement(at: index, to: parameter?.utf8.count ?? SQLLEN(SQL_NULL_DATA))
        }
    }

    deinit {
        for index in unsafe values.indices { unsafe values[index].deallocate() }
        unsafe lengths.deallocate()
    }

    func bind(_ index: Int, to statement: SQLHSTMT?) -> SQLRETURN {
        let value = unsafe values[index]
        let isLong = value.count > 4000
        return unsafe SQLBindParameter(
            statement, SQLUSMALLINT(clamping: index + 1), SQLSMALLINT(SQL_PARAM_INPUT), SQLSMALLINT(SQL_C_CHAR),
            SQLSMALLINT(isLong ? SQL_LONGVARCHAR : SQL_VARCHAR), SQLULEN(max(1, value.count - 1)), 0, value.baseAddress,
            SQLLEN(value.count), lengths.baseAddress.map { unsafe $0 + index })
    }
}
