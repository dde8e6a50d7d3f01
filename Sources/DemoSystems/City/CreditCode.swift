/// Makes unified social credit codes (GB 32100-2015) whose check characters hold.
enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// The code of an enterprise of a division; `serial` makes it unique.
    static func make(division: String, serial: Int) -> String {
        var rest = serial &* 7919 &+ 104_729
        var tail = ""
        for _ in 0..<5 {
            tail.append(alphabet[rest % 31])
            rest /= 31
        }
        let organisation = "MA5" + tail
        let body = "91" + division + organisation + organisationCheck(organisation)
        return body + check(body)
    }

    /// The organisation code (GB 11714) within a code.
    static func organisation(of uscc: String) -> String { String(uscc.dropFirst(8).prefix(9)) }

    /// The code with two different neighbours changed over: the commonest typing mistake, which the check character shows.
    static func mistyped(_ uscc: String) -> String {
        var characters = Array(uscc)
        for index in stride(from: 14, to: 2, by: -1) where characters[index] != characters[index + 1] {
            characters.swapAt(index, index + 1)
            if String(characters.prefix(17)) != String(uscc.prefix(17)),
                check(String(characters.prefix(17))) != String(uscc.suffix(1))
            {
                return String(characters)
            }
            characters.swapAt(index, index + 1)
        }
        return uscc
    }

    private static func check(_ body: String) -> String {
        let sum = zip(body, weights).reduce(0) { $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return String(alphabet[(31 - sum % 31) % 31])
    }

    private static func organisationCheck(_ body: String) -> String {
        let values = body.utf8.map { Int($0) - ($0 <= 57 ? 48 : 55) }
        let rest = 11 - zip(values, organisationWeights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        return rest == 10 ? "X" : String(rest % 11)
    }
}
