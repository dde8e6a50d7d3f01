import CXML

/// Gathers what libxml2 reports while it parses, through its structured error handler.
final class Complaints {
    private(set) var problems: [XMLError.Problem] = []
    private(set) var kind = XMLError.Kind.malformed
    private(set) var isTruncated = false
    private var isFatal = false

    /// A hostile page could have a complaint for every byte.
    private static let most = 20

    static let take: xmlStructuredErrorFunc = { context, error in
        guard let context = unsafe context, let error = unsafe error else { return }
        guard let guardian = unsafe cxml_guard_of(context), let collector = unsafe guardian.pointee.collector else {
            return
        }
        let complaints = unsafe Unmanaged<Complaints>.fromOpaque(collector).takeUnretainedValue()
        unsafe complaints.add(error.pointee, endsHere: cxml_ends_here(context) != 0)
    }

    private func add(_ error: xmlError, endsHere: Bool) {
        if problems.isEmpty, unsafe error.code == XML_ERR_UNSUPPORTED_ENCODING.rawValue { kind = .encoding }
        if !isFatal, unsafe error.level == XML_ERR_FATAL {
            isFatal = true
            // Something after the root element is no beginning of anything, and a wrong end tag was read whole.
            let whole = [XML_ERR_DOCUMENT_END.rawValue, XML_ERR_TAG_NAME_MISMATCH.rawValue]
            isTruncated = unsafe endsHere && !whole.contains(UInt32(bitPattern: error.code))
        }
        if problems.count == Self.most { return }
        // A warning (say a namespace that is no URI) is no reason to refuse the page.
        if unsafe error.level == XML_ERR_WARNING { return }
        let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "not XML"
        let problem = unsafe XMLError.Problem(
            message: String(message.split(separator: "\n").joined(separator: " ").prefix(200)),
            line: Int(error.line), column: Int(error.int2))
        problems.append(problem)
    }
}
