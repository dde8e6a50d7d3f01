/// Absolute paths of a sample, as ``SampleProfile/fields`` names them.
public enum SamplePath {
    /// A member of an object of JSON: `$.a`, `$['a b']`.
    public static func member(_ name: String, of parent: String) -> String {
        let scalars = name.unicodeScalars
        let isPlain = scalars.allSatisfy(isPlainPart) && !(name.first?.isNumber ?? true)
        guard !isPlain else { return parent + "." + name }
        return parent + "['" + name.escaped(["\\", "'"], by: "\\") + "']"
    }

    /// The items of a list of JSON.
    public static func items(of list: String) -> String { list + "[*]" }

    /// An element or, with `@`, an attribute of XML: prefixes are a document's own and do not count.
    public static func element(_ name: String, of parent: String) -> String {
        let isAttribute = name.hasPrefix("@")
        let local = name.split(separator: ":").last.map(String.init) ?? name
        let step = isAttribute && !local.hasPrefix("@") ? "@" + local : local
        return parent.isEmpty ? step : parent + "/" + step
    }

    /// The signs that names have without brackets, as paths of mappings read them.
    private static func isPlainPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case "\u{3000}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{80}"..."\u{A0}": false
        default: scalar.value > 127
        }
    }
}
