import CXML

/// One run of the parser over one page, and what it complained of.
struct XMLParse {
    private let options: XMLOptions
    private let complaints = Complaints()

    /// libxml2 must be set up once, before the first thread uses it.
    private static let ready: Void = xmlInitParser()

    init(options: XMLOptions) {
        self.options = options
        _ = Self.ready
    }

    func run(_ source: UnsafeRawBufferPointer) throws(XMLError) -> xmlDocPtr {
        if source.count > options.limits.bytes { throw XMLError(.limit, "the text is longer than allowed") }
        guard let start = source.baseAddress, source.count > 0 else {
            throw XMLError(.malformed, "the text is empty", isTruncated: true)
        }
        try checkEncoding()
        guard let context = unsafe xmlNewParserCtxt() else { throw XMLError(.limit, "there is not enough memory") }
        defer { unsafe xmlFreeParserCtxt(context) }
        var guardian = unsafe cxml_guard()
        unsafe guardian.max_depth = Int32(options.limits.depth)
        unsafe guardian.ignore_namespaces = options.ignoresNamespaces ? 1 : 0
        unsafe guardian.collector = Unmanaged.passUnretained(complaints).toOpaque()
        let document = unsafe withUnsafeMutablePointer(to: &guardian) { guardian in
            unsafe cxml_set_guard(context, guardian, Complaints.take)
            let bytes = unsafe start.assumingMemoryBound(to: CChar.self)
            return unsafe xmlCtxtReadMemory(context, bytes, Int32(source.count), nil, options.encoding, flags)
        }
        if let document = unsafe document, unsafe guardian.refusal == cxml_accepted, complaints.problems.isEmpty {
            return unsafe document
        }
        unsafe xmlFreeDoc(document)
        throw unsafe failure(guardian, isMarkup: Self.beginsWithTag(source))
    }

    private var flags: Int32 {
        let flags =
            XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue
            | XML_PARSE_NOBLANKS.rawValue
        return Int32(options.encoding == nil ? flags : flags | XML_PARSE_IGNORE_ENC.rawValue)
    }

    private func checkEncoding() throws(XMLError) {
        guard let name = options.encoding else { return }
        guard let handler = unsafe xmlFindCharEncodingHandler(name) else {
            throw XMLError(.encoding, "the encoding is not known")
        }
        unsafe xmlCharEncCloseFunc(handler)
    }

    private func failure(_ guardian: cxml_guard, isMarkup: Bool) -> XMLError {
        let line = unsafe Int(guardian.refused_line)
        let column = unsafe Int(guardian.refused_column)
        switch unsafe guardian.refusal {
        case cxml_refused_dtd:
            return XMLError(.documentType, "a document type declaration is not accepted", line: line, column: column)
        case cxml_refused_depth:
            return XMLError(.limit, "elements are nested deeper than allowed", line: line, column: column)
        default:
            if complaints.problems.isEmpty { return XMLError(.malformed, "not XML") }
            return XMLError(complaints.kind, complaints.problems, isTruncated: isMarkup && complaints.isTruncated)
        }
    }

    /// Whether the text could be the beginning of XML in an encoding that holds ASCII, and not, say, JSON.
    private static func beginsWithTag(_ source: UnsafeRawBufferPointer) -> Bool {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        for index in 0..<source.count {
            let byte = unsafe source[index]
            if !blanks.contains(byte) { return byte == UInt8(ascii: "<") }
        }
        return true
    }
}
