public import Model

/// Values in words for people, in Chinese: codes by their labels, moments as clocks of a zone show them.
public struct ValueText: Sendable {
    private let zone: TimeZoneRules

    /// Words with the clocks of `zone`.
    public init(zone: TimeZoneRules) { self.zone = zone }

    /// What a field holds, without its unit; empty for nothing.
    public func of(_ value: DossierValue?) -> String {
        switch value {
        case nil: ""
        case .text(let text), .date(let text): text
        case .number(let number): "\(number)"
        case .bool(let truth): truth ? "是" : "否"
        case .instant(let time): moment(time)
        case .list(let texts): texts.joined(separator: "、")
        case .code(let code, let label): label.map { Self.coded(code, $0.zh) } ?? code
        case .point(let longitude, let latitude): "\(longitude), \(latitude)"
        case .reference(let id, let name): name.map { "\($0)（\(id)）" } ?? "\(id)"
        }
    }

    /// A label with its code; without it where the code is a word of the hub's own and tells people nothing more.
    private static func coded(_ code: String, _ label: String) -> String {
        let isWord = code.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "_") }
        return isWord || code == label ? label : "\(label)（\(code)）"
    }

    /// `2026-11-23 09:15:02`.
    public func moment(_ milliseconds: Int64) -> String {
        var out: [UInt8] = []
        Instant(milliseconds: milliseconds).append(to: &out, in: zone)
        return String(decoding: out.prefix(19), as: UTF8.self).replacing("T", with: " ")
    }

    /// The same with the offset of the zone: `2026-11-23 09:15:02+08:00`.
    public func exact(_ milliseconds: Int64) -> String {
        var out: [UInt8] = []
        Instant(milliseconds: milliseconds).append(to: &out, in: zone)
        return moment(milliseconds) + String(decoding: out.dropFirst(23), as: UTF8.self)
    }
}
