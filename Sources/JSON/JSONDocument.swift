import CSimdJSON

/// A parsed page, read in place, and the parser that is used again for the next page.
///
/// Every value is a node of eight words that lie in document order, so walking a page allocates nothing:
///
///     {"a": [1.20, "甲"]}     0 object, 1 child, source 0..<20
///                             1 array, key "a", 2 children, source 6..<19
///                             2 number "1.20"
///                             3 string "甲"
///
/// - Numbers keep the text of the source: `1.230` stays `1.230`, and no number is too long.
/// - Every node knows its bytes in the source, so the raw JSON of a record can be kept.
/// - A surrogate escape without its other half (`\ud83d`) becomes U+FFFD; invalid UTF-8 is an error.
/// - An object may repeat a key: walking shows every member, look-ups give the last.
///
/// Nodes, slices and pointers hold until the next `parse`. Not for use by two tasks at once.
@safe
public final class JSONDocument {
    private let parser: OpaquePointer?
    @usableFromInline var view: JSONView?

    /// How many values the page has; 0 before the first page and after one that failed.
    public private(set) var nodeCount = 0
    /// How many bytes the page's source has.
    public private(set) var sourceCount = 0
    private var bytesCount = 0

    /// A parser without a page yet.
    public init(limits: JSONLimits = JSONLimits()) {
        unsafe parser = csj_create(limits.bytes, UInt32(limits.depth), UInt32(limits.values))
    }

    deinit { unsafe csj_destroy(parser) }

    /// Parses a page, copying it; the page before it is gone.
    public func parse(_ source: UnsafeRawBufferPointer) throws(JSONError) {
        guard let parser = unsafe parser else { throw JSONError(out: csj_out_of_memory) }
        let start = unsafe source.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let page = unsafe csj_parse(parser, start, source.count)
        unsafe adopt(page)
        if unsafe page.code != csj_ok { throw unsafe JSONError(page, in: source) }
    }

    /// Parses a page, copying it; the page before it is gone.
    public func parse(_ source: [UInt8]) throws(JSONError) {
        let failure = unsafe source.withUnsafeBytes { bytes -> JSONError? in
            do throws(JSONError) {
                unsafe try parse(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Parses a text, copying it; the page before it is gone.
    public func parse(_ source: String) throws(JSONError) { try parse(Array(source.utf8)) }

    private func adopt(_ page: csj_page) {
        nodeCount = unsafe Int(page.node_count)
        sourceCount = unsafe page.source_length
        bytesCount = unsafe page.bytes_length
        view = nil
        guard nodeCount > 0, let nodes = unsafe page.nodes, let bytes = unsafe page.bytes else { return }
        let words = unsafe UnsafeRawPointer(nodes).assumingMemoryBound(to: UInt32.self)
        unsafe view = JSONView(words: words, base: UnsafeRawPointer(bytes), count: page.node_count)
    }

    /// The source, followed by the text of the strings that had escapes: what slices point into.
    public var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: view?.base, count: view == nil ? 0 : bytesCount)
    }
}

extension JSONError {
    init(out code: csj_code) {
        self.init(message: code.explanation, offset: 0, line: 1, column: 1, isTruncated: false)
    }
}
