/// What the hazardous-waste service gets wrong.
enum ManifestDirt: DirtKind, CaseIterable {
    case impossibleTime, truckloads, badWasteCode, emptyNumber, oddStatus, unknownWasteCode

    static let system = "hazardous-waste"

    static func count(_ kind: ManifestDirt) -> Int {
        switch kind {
        case .impossibleTime: 3
        case .truckloads: 3
        case .badWasteCode: 2
        case .emptyNumber: 1
        case .oddStatus: 2
        case .unknownWasteCode: 4
        }
    }

    var outcome: DirtyRows.Outcome { self == .unknownWasteCode ? .flagged : .quarantined }
    /// A record without its number cannot be named: it is held whole.
    var isWhole: Bool { self == .emptyNumber }
    var entity: String { "waste_transfer" }
    var zh: String { words.zh }
    var en: String { words.en }

    private var words: (zh: String, en: String) {
        switch self {
        case .impossibleTime: ("移出时间是2月30日", "sent on 30 February")
        case .truckloads: ("数量单位写成“车”", "the mass in truckloads")
        case .badWasteCode: ("废物代码只写HW49", "a category in place of a waste code")
        case .emptyNumber: ("联单编号为空", "no manifest number")
        case .oddStatus: ("联单状态“流转异常”查无此项", "a state that no table knows")
        case .unknownWasteCode: ("废物代码900-888-49不在名录", "a waste code that is not in the list")
        }
    }
}
