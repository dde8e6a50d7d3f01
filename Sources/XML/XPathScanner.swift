/// Recognises the paths that need no XPath machine; whatever is doubtful is left to libxml2.
struct XPathScanner {
    private let namespaces: [String: String]

    static func simplePath(_ text: String, _ namespaces: [String: String]) -> (steps: [XPathStep], isAbsolute: Bool)? {
        let isAbsolute = text.utf8.first == UInt8(ascii: "/")
        let parts = text.dropFirst(isAbsolute ? 1 : 0).split(separator: "/", omittingEmptySubsequences: false)
        let scanner = XPathScanner(namespaces: namespaces)
        var steps: [XPathStep] = []
        for (position, part) in parts.enumerated() {
            guard let step = scanner.step(part) else { return nil }
            if step.isLeaf, position != parts.count - 1 { return nil }
            // After a step down `..` gives the same node again and again, which the walk does not notice.
            if step == .parent, steps.contains(where: { $0 != .parent }) { return nil }
            steps.append(step)
        }
        return (steps, isAbsolute)
    }

    private func step(_ part: Substring) -> XPathStep? {
        switch part {
        case ".": .current
        case "..": .parent
        case "text()": .text
        default: part.first == "@" ? name(part.dropFirst()).map(XPathStep.attribute) : name(part).map(XPathStep.child)
        }
    }

    private func name(_ text: Substring) -> XPathName? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let local = parts.last else { return nil }
        var name = XPathName()
        if parts.count == 2 {
            guard let uri = namespaces[String(parts[0])], !uri.isEmpty else { return nil }
            name.namespace = Array(uri.utf8) + [0]
        }
        if local == "*" { return name }
        guard Self.isName(local) else { return nil }
        name.local = Array(local.utf8) + [0]
        return name
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first) else { return false }
        return text.unicodeScalars.allSatisfy { isLetter($0) || "0"..."9" ~= $0 || $0 == "-" || $0 == "." }
    }

    /// Chinese and other letters beyond Latin-1 stand for themselves; libxml2 judges the rest.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        default: scalar.value >= 0xC0 && scalar.properties.isAlphabetic
        }
    }
}

extension XPathStep {
    /// Whether no step can follow.
    fileprivate var isLeaf: Bool {
        switch self {
        case .attribute, .text: true
        case .child, .current, .parent: false
        }
    }
}
