/// Unified social credit codes with a right check digit (GB 32100), made up by number.
enum CreditCode {
    private static let signs = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    static func number(_ number: Int) -> String {
        let digits = String(number % 100_000_000)
        let body = Array("91441802M" + String(repeating: "0", count: 8 - digits.count) + digits)
        var (sum, weight) = (0, 1)
        for sign in body {
            sum += (signs.firstIndex(of: sign) ?? 0) * weight
            weight = weight * 3 % 31
        }
        return String(body + [signs[(31 - sum % 31) % 31]])
    }
}
