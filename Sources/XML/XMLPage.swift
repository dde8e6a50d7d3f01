import CXML

/// A parsed page: a tree that lives as long as this object.
///
/// Nothing outside the text is ever read: no network, no files, no document type declaration, and so no entities but
/// XML's own five. White space between tags is layout and is dropped; an element of nothing but blanks keeps them. Not
/// for use by two tasks at once.
@safe
public final class XMLPage {
    let document: xmlDocPtr
    /// The page's outermost element.
    public let root: XMLNode
    /// Whether namespaces were dropped when the page was read.
    public let ignoresNamespaces: Bool

    /// Parses a page.
    public convenience init(_ source: UnsafeRawBufferPointer, options: XMLOptions = XMLOptions()) throws(XMLError) {
        unsafe self.init(owning: try XMLParse(options: options).run(source), options)
    }

    /// Parses a page.
    public convenience init(_ source: [UInt8], options: XMLOptions = XMLOptions()) throws(XMLError) {
        let document = unsafe source.withUnsafeBytes { bytes -> Result<xmlDocPtr, XMLError> in
            do throws(XMLError) {
                return unsafe .success(try XMLParse(options: options).run(bytes))
            } catch {
                return unsafe .failure(error)
            }
        }
        unsafe self.init(owning: try document.get(), options)
    }

    private init(owning document: xmlDocPtr, _ options: XMLOptions) {
        unsafe self.document = document
        ignoresNamespaces = options.ignoresNamespaces
        unsafe root = XMLNode(xmlDocGetRootElement(document))
    }

    deinit { unsafe xmlFreeDoc(document) }
}
