import CXML
import Glibc

extension XMLPage {
    /// Calls `body` with the UTF-8 bytes of the node's text: of an element the text of everything in it. Copies
    /// nothing unless the text lies in several pieces.
    public func withText<R, E: Error>(
        of node: XMLNode, _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        if let bytes = unsafe wholeText(of: node) { return unsafe try body(bytes) }
        guard let gathered = unsafe xmlNodeGetContent(node.pointer) else {
            return unsafe try body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        defer { unsafe free(gathered) }
        return unsafe try body(Self.bytes(gathered))
    }

    /// Appends the node's text to `buffer` and tells where it lies there.
    public func appendText(of node: XMLNode, to buffer: inout [UInt8]) -> Range<Int> {
        let start = buffer.count
        unsafe withText(of: node) { bytes in unsafe buffer.append(contentsOf: bytes) }
        return start..<buffer.count
    }

    /// The node's text as a string: not for the hot path.
    public func text(of node: XMLNode) -> String {
        unsafe withText(of: node) { bytes in unsafe String(decoding: bytes, as: UTF8.self) }
    }

    /// The text if it lies in one piece.
    private func wholeText(of node: XMLNode) -> UnsafeRawBufferPointer? {
        if node.isText { return unsafe Self.bytes(node.pointer.pointee.content) }
        guard node.isElement || node.isAttribute else { return nil }
        guard let child = node.firstChild else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
        guard child.isText, child.next == nil else { return nil }
        return unsafe Self.bytes(child.pointer.pointee.content)
    }

    static func bytes(_ text: UnsafePointer<xmlChar>?) -> UnsafeRawBufferPointer {
        guard let text = unsafe text else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
        return unsafe UnsafeRawBufferPointer(
            start: text, count: strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self)))
    }
}
