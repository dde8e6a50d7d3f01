import CMicroHTTPD

/// Whether two readers of a request's bytes, the hub and a gateway before it, agree for certain where it ends (RFC 9112 section 11.2).
///
/// The server library takes more than it should: of two lengths one, of a length and chunks one, names with a blank before the colon as
/// other names, a coding that it does not know as a body without an end. What one of the two takes for a body, the other would answer
/// as a request, under the key of somebody else.
struct RequestFraming {
    /// The request is to be refused, and its connection closed.
    private(set) var isDoubtful = false
    private var lengths = 0
    private var codings = 0
    private var hosts = 0

    /// It says how long its body is.
    var hasLength: Bool { lengths > 0 }

    /// Its body comes in chunks.
    var isChunked: Bool { codings > 0 }

    /// Looks at the request's headers.
    init(_ connection: OpaquePointer) {
        unsafe withUnsafeMutablePointer(to: &self) { framing in
            _ = unsafe MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { framing, _, name, nameSize, value, valueSize in
                    guard let framing = unsafe framing?.assumingMemoryBound(to: RequestFraming.self) else { return .NO }
                    unsafe framing.pointee.take(
                        UnsafeRawBufferPointer(start: name, count: nameSize),
                        UnsafeRawBufferPointer(start: value, count: valueSize))
                    return .YES
                }, framing)
        }
        if lengths > 1 || codings > 1 || hosts > 1 || lengths + codings > 1 { isDoubtful = true }
    }

    private mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        // A name is a token (RFC 9110 section 5.6.2); of what it may not hold, blanks, controls and colons make readers disagree.
        if unsafe name.isEmpty || name.contains(where: { $0 <= 0x20 || $0 == 0x3A || $0 >= 0x7F }) { isDoubtful = true }
        if unsafe value.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) { isDoubtful = true }
        if unsafe Self.isEqual(name, "host") { hosts += 1 }
        if unsafe Self.begins(name, "content-length") {
            lengths += 1
            if name.count != 14 { isDoubtful = true }
        }
        if unsafe Self.begins(name, "transfer-encoding") {
            codings += 1
            if unsafe name.count != 17 || !Self.isEqual(value, "chunked") { isDoubtful = true }
        }
    }

    /// The library glues a folded line (RFC 9112 section 5.2) to the name of its header: a length on a folded line comes as
    /// `Content-Length200`, which is no length to it, and one to a gateway.
    private static func begins(_ name: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard name.count >= word.utf8CodeUnitCount else { return false }
        return unsafe isEqual(UnsafeRawBufferPointer(rebasing: name[..<word.utf8CodeUnitCount]), word)
    }

    private static func isEqual(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for place in 0..<bytes.count {
            let byte = unsafe bytes[place]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if unsafe lower != word.utf8Start[place] { return false }
        }
        return true
    }
}
