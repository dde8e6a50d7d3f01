import Foundation

/// A small, always equal file of permits for the check of allocations: good rows only, Chinese text, two date formats.
enum SmallPermits {
    private static let heading =
        "permit_no,company_name,uscc,industry_code,industry_name,region_code,address,lon,lat,issue_date,expiry_date,"
        + "outlet_count,cod_limit_mg_l,nh3n_limit_g_m3,management_level,phone\n"

    /// Writes `count` permits to `path`.
    static func write(_ count: Int, to path: String) throws {
        var text = heading
        for number in 0..<count { text += row(number) }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func row(_ number: Int) -> String {
        let levels = ["重点管理", "简化管理", "登记管理"]
        let fields = [
            "9144180\(1_000_000 + number)MA001P", "清远市\(number)号建材有限公司", "91441802MA\(10_000_000 + number)", "C3071",
            "建筑陶瓷制品制造", "441802", "广东省清远市清城区第\(number % 97)工业园\(number % 31)号", "113.\(100_000 + number % 90_000)",
            "23.\(100_000 + number % 80_000)", "20\(18 + number % 6)/\(1 + number % 12)/\(1 + number % 28)",
            "20\(24 + number % 6)年\(1 + number % 12)月\(1 + number % 28)日", "\(1 + number % 9)", "\(20 + number % 80)",
            "\(5 + number % 10).5", levels[number % 3], "0763-\(3_000_000 + number)",
        ]
        return fields.joined(separator: ",") + "\n"
    }
}
