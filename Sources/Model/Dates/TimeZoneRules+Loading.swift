import Foundation

extension TimeZoneRules {
    /// A zone by its tz database name, or a fixed offset written `Z`, `UTC` or `+08:00`; nil for anything else.
    public init?(named name: String) {
        if let fixed = Self.fixedOffset(name) {
            self.init(name: name, starts: [], offsets: [fixed])
            return
        }
        // Foundation also knows abbreviations like CST, which is China, Cuba and Chicago: only full names are taken.
        guard name.contains("/"), name.utf8.count <= 64, let zone = TimeZone(identifier: name) else { return nil }
        self = Self.scan(zone, name: name)
    }

    private static func fixedOffset(_ name: String) -> Int32? {
        if name == "UTC" { return 0 }
        let bytes = Array(name.utf8)
        var at = 0
        guard let seconds = ZoneText.read(bytes.span, &at), at == bytes.count else { return nil }
        return seconds
    }

    /// Looks at the zone week by week and closes in on every change of offset to the second.
    private static func scan(_ zone: TimeZone, name: String) -> TimeZoneRules {
        func offset(_ second: Int) -> Int32 {
            Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
        }
        let week = 7 * 86_400
        var at = -2_208_988_800  // 1900-01-01
        var starts: [Int64] = []
        var offsets = [offset(at)]
        while at < 4_102_444_800 {  // 2100-01-01
            let next = offset(at + week)
            if next != offsets[offsets.count - 1] {
                var (low, high) = (at, at + week)
                while high - low > 1 {
                    let middle = low + (high - low) / 2
                    if offset(middle) == next { high = middle } else { low = middle }
                }
                starts.append(Int64(high) * 1000)
                offsets.append(next)
            }
            at += week
        }
        return TimeZoneRules(name: name, starts: starts, offsets: offsets)
    }
}
