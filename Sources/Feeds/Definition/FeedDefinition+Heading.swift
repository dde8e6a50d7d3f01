import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// How long tombstones are kept when the file does not say.
    static let usualRetention: Int64 = 90 * 86_400_000

    mutating func readHeading(_ entry: YAMLEntry) {
        let node = entry.value
        switch entry.key {
        case "feed": readName(node)
        case "title": readTitle(node)
        case "partner": heading.partner = text(node) ?? ""
        case "purpose": heading.purpose = text(node) ?? ""
        case "retention": heading.retention = duration(node) ?? Self.usualRetention
        case "personal": heading.allowsPersonal = word(node, [("true", true), ("false", false)]) ?? false
        case "provenance":
            let word = word(node, [("true", (true, false)), ("system", (true, true)), ("false", (false, false))])
            (heading.hasProvenance, heading.masksKey) = word ?? (true, false)
        default: break
        }
    }

    /// Names stand in URLs: small letters, digits and hyphens.
    private mutating func readName(_ node: YAMLNode) {
        guard let name = text(node) else { return }
        heading.name = name
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isPlain, name.utf8.count <= 64, name.first != "-" else {
            report(
                .invalidValue, "`\(name)` cannot be a feed's name", at: node.range,
                help: "small letters, digits and hyphens, at most 64, such as `water-affairs`")
            return
        }
        let stem = file.name.split(separator: "/").last.map(String.init) ?? ""
        if stem.hasSuffix(".yaml"), stem != name + ".yaml" {
            report(.invalidValue, "the file `\(stem)` declares the feed `\(name)`", at: node.range,
                help: "name the file `\(name).yaml`")
        }
    }

    private mutating func readTitle(_ node: YAMLNode) {
        guard mapping(node) != nil else { return }
        checkKeys(of: node, allowed: ["zh", "en"], required: ["zh", "en"])
        heading.title.zh = node["zh"].flatMap { text($0) } ?? ""
        heading.title.en = node["en"].flatMap { text($0) } ?? ""
    }
}
