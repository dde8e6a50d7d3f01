/// Days as the access log counts them: of China Standard Time (UTC+08:00, without summer time), whatever the machine's zone.
public enum AccessDay {
    private static let length: Int64 = 86_400_000
    private static let offset: Int64 = 8 * 3_600_000

    /// The day of a moment: days since 1970-01-01.
    public static func of(_ milliseconds: Int64) -> Int64 {
        let shifted = milliseconds + offset
        return shifted >= 0 ? shifted / length : (shifted - length + 1) / length
    }

    /// When a day begins, in milliseconds since 1970.
    public static func start(_ day: Int64) -> Int64 { day * length - offset }
}
