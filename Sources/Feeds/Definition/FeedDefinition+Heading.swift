import Diagnostics
import Model
import YAML

extension FeedDefinition {
    /// How long tombstones are kept when the file does not say, in milliseconds.
    static let usualRetention: Int64 = 90 * 86_400_000
    private static let retentionRange: ClosedRange<Int64> = 3_600_000...100 * 366 * 86_400_000

    mutating func readHeading(_ root: ConfigReader) {
        readName(root.required("feed"))
        if let title = root.required("title")?.reader(keys: Self.titleKeys) {
            heading.title.zh = title.required("zh")?.text() ?? ""
            heading.title.en = title.required("en")?.text() ?? ""
        }
        heading.partner = root.required("partner")?.text() ?? ""
        heading.purpose = root.required("purpose")?.text() ?? ""
        heading.allowsPersonal = root.optional("personal")?.bool() ?? false
        readRetention(root.optional("retention"))
        let provenance = root.optional("provenance")?.choice(of: ["true", "system", "false"]) ?? "true"
        heading.hasProvenance = provenance != "false"
        heading.masksKey = provenance == "system"
    }

    private mutating func readRetention(_ value: ConfigValue?) {
        guard let value, let retention = value.duration() else { return }
        heading.retention = retention.components.seconds * 1000
        if !Self.retentionRange.contains(heading.retention) {
            value.reportInvalid("a possible retention", help: "from one hour (`1h`) to a hundred years, such as `90d`")
        }
    }

    /// Names stand in URLs: small letters, digits and hyphens.
    private mutating func readName(_ value: ConfigValue?) {
        guard let value, let name = value.text() else { return }
        heading.name = name
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isPlain, name.utf8.count <= 64, name.first != "-" else {
            return value.reportInvalid(
                "a feed's name", help: "small letters, digits and hyphens, at most 64, such as `water-affairs`")
        }
        let stem = value.source.name.split(separator: "/").last.map(String.init) ?? ""
        if stem.hasSuffix(".yaml"), stem != name + ".yaml" {
            value.report(
                .invalidValue, "the file `\(stem)` declares the feed `\(name)`",
                help: ["name the file `\(name).yaml`"])
        }
    }
}
