/// What the permit platform gets wrong.
enum PermitDirt: DirtKind, CaseIterable {
    case impossibleDate, emptyKey, unknownUnit, unknownPollutant, sentence
    case longTerm, unitInValue, fullWidth, padding, unknownIndustry, nowhere, mistypedCode

    static let system = "discharge-permit"

    static func count(_ kind: PermitDirt) -> Int {
        switch kind {
        case .impossibleDate: 5
        case .emptyKey: 2
        case .unknownUnit: 6
        case .unknownPollutant: 4
        case .sentence: 3
        case .longTerm: 12
        case .unitInValue: 8
        case .fullWidth: 10
        case .padding: 20
        case .unknownIndustry: 3
        case .nowhere: 4
        case .mistypedCode: 3
        }
    }

    var outcome: DirtyRows.Outcome {
        switch self {
        case .impossibleDate, .emptyKey, .unknownUnit, .unknownPollutant, .sentence: .quarantined
        case .longTerm, .unitInValue, .fullWidth, .padding: .cured
        case .unknownIndustry, .nowhere, .mistypedCode: .flagged
        }
    }

    var isWhole: Bool { self == .impossibleDate || self == .emptyKey }

    var entity: String {
        switch self {
        case .impossibleDate, .emptyKey, .longTerm: "permit"
        case .unknownUnit, .unknownPollutant, .sentence, .unitInValue: "permit_limit"
        case .fullWidth, .padding, .unknownIndustry, .nowhere, .mistypedCode: "pollution_source"
        }
    }

    var zh: String { words.zh }
    var en: String { words.en }

    private var words: (zh: String, en: String) {
        switch self {
        case .impossibleDate: ("有效期止是2月30日", "valid to 30 February")
        case .emptyKey: ("许可证编号为空", "no permit number")
        case .unknownUnit: ("单位写成“毫克每公升”", "the unit is written in an unknown way")
        case .unknownPollutant: ("污染物“特征污染物甲”查无此项", "a pollutant that no table knows")
        case .sentence: ("限值写成“按标准执行”", "a sentence in place of a limit")
        case .longTerm: ("有效期止写成“长期”", "valid for a long time")
        case .unitInValue: ("限值带单位，如20mg/L", "the unit within the value")
        case .fullWidth: ("编号用全角数字", "full-width digits in the number")
        case .padding: ("名称两端有全角空格", "U+3000 around the name")
        case .unknownIndustry: ("行业代码C9999不存在", "an industry that does not exist")
        case .nowhere: ("经纬度为0", "a place at 0, 0")
        case .mistypedCode: ("信用代码写错一位", "a mistyped credit code")
        }
    }
}
