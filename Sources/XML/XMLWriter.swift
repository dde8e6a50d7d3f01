/// Builds an XML text, such as a SOAP envelope, in UTF-8. Text and attributes are escaped; a character XML does not
/// allow becomes U+FFFD. Names are the caller's to get right.
public struct XMLWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8] = []
    private var open: [String] = []
    /// Whether `>` of the innermost start tag is still to come.
    private var isTagOpen = false

    /// A writer, which begins with the XML declaration unless told otherwise.
    public init(declaration: Bool = true) {
        if declaration { append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }
    }

    /// Begins an element.
    public mutating func begin(_ name: String, attributes: [(name: String, value: String)] = []) {
        finishTag()
        append("<\(name)")
        for attribute in attributes {
            append(" \(attribute.name)=\"")
            append(escaped: attribute.value)
            append("\"")
        }
        open.append(name)
        isTagOpen = true
    }

    /// Ends the innermost element; does nothing when there is none.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        append(isTagOpen ? "/>" : "</\(name)>")
        isTagOpen = false
    }

    /// Text of the innermost element.
    public mutating func text(_ text: String) {
        finishTag()
        append(escaped: text)
    }

    /// An element that holds a text.
    public mutating func element(
        _ name: String, _ text: String = "", attributes: [(name: String, value: String)] = []
    ) {
        begin(name, attributes: attributes)
        if !text.isEmpty { self.text(text) }
        end()
    }

    /// Something that is XML already; the caller answers for it.
    public mutating func raw(_ xml: [UInt8]) {
        finishTag()
        bytes.append(contentsOf: xml)
    }

    private mutating func finishTag() {
        if isTagOpen { append(">") }
        isTagOpen = false
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// XML 1.0, sections 2.2 and 2.4; line ends and tabs as references, so that attributes keep them.
    private mutating func append(escaped text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            case "\t", "\n", "\r": append("&#\(scalar.value);")
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
            default: bytes.append(contentsOf: Array(UTF8.encode(scalar) ?? .init()))
            }
        }
    }
}
