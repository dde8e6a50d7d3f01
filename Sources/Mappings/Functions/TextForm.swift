/// The form of a text: `*` any characters, `?` one, `#` a digit, `@` an ASCII letter, `\` takes the next as it is.
///
/// Matching takes at most as many steps as the text is long times the form is, whatever both are: it goes back to the
/// last `*` alone.
struct TextForm {
    private enum Part {
        case any, one, digit, letter
        case scalar(Unicode.Scalar)
    }

    private var parts: [Part] = []

    init(_ form: String) {
        var isLiteral = false
        for scalar in form.unicodeScalars {
            switch scalar {
            case _ where isLiteral: parts.append(.scalar(scalar))
            case "\\":
                isLiteral = true
                continue
            case "*": parts.append(.any)
            case "?": parts.append(.one)
            case "#": parts.append(.digit)
            case "@": parts.append(.letter)
            default: parts.append(.scalar(scalar))
            }
            isLiteral = false
        }
    }

    func fits(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var (at, part) = (0, 0)
        var back: (at: Int, part: Int)?
        while at < scalars.count {
            if part < parts.count, case .any = parts[part] {
                part += 1
                back = (at, part)
            } else if part < parts.count, Self.fits(scalars[at], parts[part]) {
                at += 1
                part += 1
            } else if let last = back {
                at = last.at + 1
                part = last.part
                back = (at, part)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .any = $0 { true } else { false } }
    }

    private static func fits(_ scalar: Unicode.Scalar, _ part: Part) -> Bool {
        switch part {
        case .any, .one: true
        case .digit: ("0"..."9").contains(scalar)
        case .letter: ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        case .scalar(let wanted): scalar == wanted
        }
    }
}
