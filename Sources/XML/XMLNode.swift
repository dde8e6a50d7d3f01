import CXML

/// An element, attribute or text of a page. Meaningful only while its `XMLPage` lives.
@safe
public struct XMLNode: Hashable {
    let pointer: xmlNodePtr

    init(_ pointer: xmlNodePtr) { unsafe self.pointer = pointer }

    init?(_ pointer: xmlNodePtr?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.init(pointer)
    }

    /// Whether both are the same node of the same page.
    public static func == (one: XMLNode, other: XMLNode) -> Bool { unsafe one.pointer == other.pointer }

    /// Feeds which node it is.
    public func hash(into hasher: inout Hasher) { unsafe hasher.combine(pointer) }

    var type: xmlElementType { unsafe pointer.pointee.type }
    var isElement: Bool { type == XML_ELEMENT_NODE }
    var isText: Bool { type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE }
    var isAttribute: Bool { type == XML_ATTRIBUTE_NODE }
    /// Whether it is what the root stands in. Up to their places among others, a document lies in memory as a node does.
    var isDocument: Bool { type == XML_DOCUMENT_NODE }
    var parent: XMLNode? { unsafe XMLNode(pointer.pointee.parent) }
    var next: XMLNode? { unsafe XMLNode(pointer.pointee.next) }
    var previous: XMLNode? { unsafe XMLNode(pointer.pointee.prev) }
    var firstChild: XMLNode? { unsafe XMLNode(pointer.pointee.children) }

    var firstAttribute: XMLNode? {
        guard isElement, let attribute = unsafe pointer.pointee.properties else { return nil }
        return unsafe XMLNode(UnsafeMutableRawPointer(attribute).assumingMemoryBound(to: xmlNode.self))
    }

    /// The bytes of the name without its prefix, ending in 0.
    var nameBytes: UnsafePointer<xmlChar>? { unsafe pointer.pointee.name }

    /// The bytes of the namespace's name, ending in 0.
    var namespaceBytes: UnsafePointer<xmlChar>? {
        guard isElement || isAttribute, let namespace = unsafe pointer.pointee.ns else { return nil }
        return unsafe UnsafePointer(namespace.pointee.href)
    }
}
