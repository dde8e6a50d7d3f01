extension IdentifierCheck {
    static let mnNumber = IdentifierCheck(
        "mn_number", zh: "在线监控设备唯一标识", en: "monitoring device number (MN)",
        source: "HJ 212-2017 (24 hexadecimal digits), HJ/T 212-2005 (14 characters)",
        example: "010000A8900016F000169DC0"
    ) { text in
        switch text.count {
        case 24: IdentifierShape.fault(text, in: 0..<24, allowed: .hexadecimal)
        case 14: IdentifierShape.fault(text, in: 0..<14, allowed: .alphanumeric)
        default: IdentifierShape.lengthFault(text, expected: "24 or 14")
        }
    }
}
