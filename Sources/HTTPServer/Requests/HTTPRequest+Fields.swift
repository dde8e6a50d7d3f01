import CMicroHTTPD

extension HTTPRequest {
    /// The first header of that name, whatever its case; nil when there is none. Bytes that are no UTF-8 are replaced.
    public func header(_ name: StaticString) -> String? {
        unsafe lookup(.HEADER_KIND, name).map { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Hands the bytes of the first header of that name to the closure, without making a string.
    public func withHeader<Result>(
        _ name: StaticString, _ body: (RawSpan?) throws -> Result
    ) rethrows -> Result {
        guard let bytes = unsafe lookup(.HEADER_KIND, name) else { return try body(nil) }
        return try unsafe body(UnsafeRawBufferPointer(bytes).bytes)
    }

    /// The first value of a query parameter, decoded (`+` and `%XX`); an empty text for one without `=`, nil for none.
    public func query(_ name: StaticString) -> String? {
        unsafe lookup(.GET_ARGUMENT_KIND, name).map { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Hands the decoded bytes of the first query parameter of that name to the closure, without making a string.
    public func withQuery<Result>(
        _ name: StaticString, _ body: (RawSpan?) throws -> Result
    ) rethrows -> Result {
        guard let bytes = unsafe lookup(.GET_ARGUMENT_KIND, name) else { return try body(nil) }
        return try unsafe body(UnsafeRawBufferPointer(bytes).bytes)
    }

    /// All query parameters, decoded, in their order.
    public var query: [(name: String, value: String)] { all(.GET_ARGUMENT_KIND) }

    /// All headers in their order.
    public var headers: [(name: String, value: String)] { all(.HEADER_KIND) }

    /// How many query parameters there are.
    public var queryCount: Int {
        Int(unsafe MHD_get_connection_values(connection, .GET_ARGUMENT_KIND, nil, nil))
    }

    private func lookup(_ kind: MHD_ValueKind, _ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        unsafe fieldValue(connection, kind, name)
    }

    private func all(_ kind: MHD_ValueKind) -> [(name: String, value: String)] {
        let pairs = FieldPairs()
        _ = unsafe MHD_get_connection_values_n(
            connection, kind,
            { target, _, name, nameSize, value, valueSize in
                guard let target = unsafe target else { return .NO }
                unsafe Unmanaged<FieldPairs>.fromOpaque(target).takeUnretainedValue().list.append(
                    (text(name, nameSize), text(value, valueSize)))
                return .YES
            }, Unmanaged.passUnretained(pairs).toOpaque())
        return withExtendedLifetime(pairs) { pairs.list }
    }
}

private final class FieldPairs {
    var list: [(name: String, value: String)] = []
}

private func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
    guard let bytes = unsafe bytes else { return "" }
    return unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
}

/// The value of a field in the library's memory, or nil.
func fieldValue(
    _ connection: OpaquePointer, _ kind: MHD_ValueKind, _ name: StaticString
) -> UnsafeBufferPointer<UInt8>? {
    var value: UnsafePointer<CChar>?
    var size = 0
    let found = unsafe name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount) { key in
        unsafe MHD_lookup_connection_value_n(connection, kind, key, name.utf8CodeUnitCount, &value, &size)
    }
    guard found == .YES else { return nil }
    // A parameter without `=` has no value at all.
    guard let start = unsafe value else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
    return unsafe UnsafeBufferPointer(
        start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: size)
}
