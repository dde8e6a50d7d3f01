import CSQLite

// "Borrowing" binds hand SQLite the pointer itself (SQLITE_STATIC): the bytes must stay where they are, unchanged, until
// the next reset, bind of that parameter or clearBindings. "Copying" binds let SQLite take its own copy (SQLITE_TRANSIENT).
extension Statement {
    /// Binds a whole number.
    public func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
        try check(unsafe sqlite3_bind_int64(handle, Int32(truncatingIfNeeded: index), value))
    }

    /// Binds a floating-point number. SQLite stores NaN as NULL.
    public func bind(_ value: Double, at index: Int) throws(SQLiteError) {
        try check(unsafe sqlite3_bind_double(handle, Int32(truncatingIfNeeded: index), value))
    }

    /// Binds NULL.
    public func bindNull(at index: Int) throws(SQLiteError) {
        try check(unsafe sqlite3_bind_null(handle, Int32(truncatingIfNeeded: index)))
    }

    /// Binds a text; SQLite copies it.
    public func bind(_ value: String, at index: Int) throws(SQLiteError) {
        var value = value
        let code = value.withUTF8 { utf8 in
            unsafe csqlite_bind_text_copy(
                handle, Int32(truncatingIfNeeded: index), utf8.baseAddress, UInt64(utf8.count))
        }
        try check(code)
    }

    /// Binds a text, or NULL for nil; SQLite copies it.
    public func bind(_ value: String?, at index: Int) throws(SQLiteError) {
        if let value { try bind(value, at: index) } else { try bindNull(at: index) }
    }

    /// Binds a number, or NULL for nil.
    public func bind(_ value: Int64?, at index: Int) throws(SQLiteError) {
        if let value { try bind(value, at: index) } else { try bindNull(at: index) }
    }

    /// Binds a blob; SQLite copies it.
    public func bind(_ value: [UInt8], at index: Int) throws(SQLiteError) {
        try unsafe bindBlob(copying: value.span.bytes, at: index)
    }

    /// Binds UTF-8 without copying: `bytes` must stay as they are until the statement is reset or bound anew.
    public func bindText(borrowing bytes: UnsafeRawBufferPointer, at index: Int) throws(SQLiteError) {
        try check(
            unsafe csqlite_bind_text_static(
                handle, Int32(truncatingIfNeeded: index), bytes.baseAddress, UInt64(bytes.count)))
    }

    /// Binds a blob without copying: `bytes` must stay as they are until the statement is reset or bound anew.
    public func bindBlob(borrowing bytes: UnsafeRawBufferPointer, at index: Int) throws(SQLiteError) {
        try check(
            unsafe csqlite_bind_blob_static(
                handle, Int32(truncatingIfNeeded: index), bytes.baseAddress, UInt64(bytes.count)))
    }

    /// Binds UTF-8; SQLite copies it.
    public func bindText(copying bytes: RawSpan, at index: Int) throws(SQLiteError) {
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe csqlite_bind_text_copy(
                handle, Int32(truncatingIfNeeded: index), bytes.baseAddress, UInt64(bytes.count))
        }
        try check(code)
    }

    /// Binds a blob; SQLite copies it.
    public func bindBlob(copying bytes: RawSpan, at index: Int) throws(SQLiteError) {
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe csqlite_bind_blob_copy(
                handle, Int32(truncatingIfNeeded: index), bytes.baseAddress, UInt64(bytes.count))
        }
        try check(code)
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        if code != SQLITE_OK { throw failure(code) }
    }
}
