/// In which units devices report (HJ 212-2017 appendix B): packets carry none.
///
/// A factor's first letter gives the usual unit; the table has those that have another one.
enum StandardUnits {
    /// The unit of a factor's values, a code of `mappings/units.yaml`; empty where there is none or none is known.
    static func unit(of factor: String) -> String {
        if let unit = exceptions[factor] { return unit }
        guard factor.count == 6 else { return factor.hasPrefix("L") ? "dB(A)" : "" }
        if factor.hasPrefix("w") { return "mg/L" }
        if factor.hasPrefix("a0") || factor.hasPrefix("a2") || factor.hasPrefix("a3") { return "mg/m3" }
        return ""
    }

    /// The unit of what was discharged in a period (`Cou`).
    static func dischargeUnit(of factor: String) -> String {
        switch unit(of: factor) {
        case "mg/L", "mg/m3": "kg"
        case "ug/L", "ng/m3": "g"
        case "ng/L": "mg"
        case "L/s", "m3/s": "m3"
        default: ""
        }
    }

    private static let rows: [(unit: String, factors: [String])] = [
        ("L/s", ["w00000"]),
        ("pH", ["w01001"]),
        ("colour-degree", ["w01002"]),
        ("Cel", ["w01010"]),
        ("uS/cm", ["w01014"]),
        ("count/L", ["w02003", "w02006"]),
        ("Bq/L", ["w03001", "w03002"]),
        (
            "ug/L",
            [
                "w20111", "w20115", "w20117", "w20119", "w20120", "w20127", "w20128", "w20142", "w20143", "w25043",
            ]
        ),
        ("ng/L", ["w20089", "w20113", "w33001", "w33007"]),
        ("m3/s", ["a00000"]),
        ("Cel", ["a01001", "a01012", "a01015", "a01901", "a01902"]),
        ("%", ["a01002", "a01014", "a19001"]),
        ("kPa", ["a01006", "a01013", "a01017"]),
        ("m/s", ["a01007", "a01011"]),
        ("deg", ["a01008"]),
        ("grade", ["a01010"]),
        ("m2", ["a01016"]),
        (
            "ng/m3",
            ["a05002", "a20007", "a20026", "a20044", "a20058", "a21001", "a34001", "a34002", "a34004", "a34005"]
        ),
        ("t/(km2.month)", ["a34011"]),
        ("dB(A)", ["LA", "Leq", "Ldn", "Ld", "Ln", "LMx", "LMn"]),
    ]

    private static let exceptions: [String: String] = Dictionary(
        rows.flatMap { row in row.factors.map { ($0, row.unit) } }, uniquingKeysWith: { first, _ in first })
}
