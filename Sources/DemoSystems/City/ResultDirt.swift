/// What the laboratory's results get wrong.
enum ResultDirt: DirtKind, CaseIterable {
    case unknownUnit, impossibleTime, words, unknownPollutant, emptyPoint, fullWidth, padding

    static let system = "lab-results"

    static func count(_ kind: ResultDirt) -> Int {
        switch kind {
        case .unknownUnit, .words: 4
        case .impossibleTime, .unknownPollutant: 3
        case .emptyPoint: 2
        case .fullWidth: 6
        case .padding: 7
        }
    }

    var outcome: DirtyRows.Outcome { self == .fullWidth || self == .padding ? .cured : .quarantined }
    /// A row of the view is a record.
    var isWhole: Bool { outcome == .quarantined }
    var entity: String { "measurement" }
    var zh: String { names.zh }
    var en: String { names.en }

    private var names: (zh: String, en: String) {
        switch self {
        case .unknownUnit: ("单位写成“毫克每公升”", "the unit is written in an unknown way")
        case .impossibleTime: ("采样时间是2月30日", "sampled on 30 February")
        case .words: ("监测值写成“仪器故障”", "words in place of a value")
        case .unknownPollutant: ("项目“神秘指标”查无此项", "a pollutant that no table knows")
        case .emptyPoint: ("点位编码为空", "no point")
        case .fullWidth: ("监测值用全角数字", "full-width digits")
        case .padding: ("项目名称两端有全角空格", "U+3000 around the pollutant")
        }
    }
}

/// What the list of points gets wrong.
enum PointDirt: DirtKind, CaseIterable {
    case oddLevel, fullWidth

    static let system = "monitoring"

    static func count(_ kind: PointDirt) -> Int { kind == .oddLevel ? 2 : 3 }

    var outcome: DirtyRows.Outcome { self == .oddLevel ? .flagged : .cured }
    var isWhole: Bool { false }
    var entity: String { "monitoring_point" }
    var zh: String { self == .oddLevel ? "监控级别“镇控”查无此项" : "经度用全角数字" }
    var en: String { self == .oddLevel ? "a control level that no table knows" : "full-width digits in the longitude" }
}
