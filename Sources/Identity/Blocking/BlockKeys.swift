/// The keys under which a record is looked for: two records are compared when they have one in common.
///
/// Each kind of error leaves some key whole: a wrong character in the name the address and the phone, another address the name, a
/// wrong code its repairs. No key depends on other records.
struct BlockKeys {
    private(set) var keys: [UInt64] = []

    private enum Kind: UInt64 {
        case organisation = 1
        case permit, sourceCode, device, whole, core, coreInCity, word, pair, pairInRoad, pairInTrade
        case unitInRoad, unitInRegion, unitInCell, number, phone, cell
    }

    /// A cell of names is 0.04 degrees wide, one of places alone 0.002.
    private static let wideCell: Float = 0.04
    private static let smallCell: Float = 0.002

    /// Makes the keys of a record; `others` are its other names, `repairs` what a broken code may be.
    mutating func read(_ record: PreparedRecord, others: ArraySlice<NameForm>, repairs: ArraySlice<CompanyCode>) {
        keys.removeAll(keepingCapacity: true)
        if record.company.organisation != 0 { add(.organisation, record.company.organisation) }
        for repair in repairs { add(.organisation, repair.organisation) }
        if record.permit != 0 { add(.permit, record.permit) }
        if record.sourceCode != 0 { add(.sourceCode, record.sourceCode) }
        if record.device != 0 { add(.device, record.device) }
        addName(record.name, record)
        for other in others { addName(other, record) }
        addPlace(record)
        if record.phone != 0 { add(.phone, record.phone) }
    }

    private mutating func add(_ kind: Kind, _ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
        var key = HashText.combine(HashText.combine(HashText.empty, kind.rawValue), first)
        if second != 0 { key = HashText.combine(key, second) }
        if third != 0 { key = HashText.combine(key, third &+ 1) }
        if !keys.contains(key) { keys.append(key) }
    }

    private mutating func addName(_ name: NameForm, _ record: PreparedRecord) {
        guard name.count > 0 else { return }
        let region = UInt64(record.address.region)
        add(.whole, name.whole)
        add(.core, name.core)
        if region != 0 { add(.coreInCity, name.core, region < 1_000_000 ? region / 100 : region) }
        let brands = name.brands > 0 ? min(Int(name.brands), 4) : min(Int(name.count), 2)
        let road = record.address.road != 0 ? record.address.road : record.address.park
        let trade = name.brands > 0 && name.count > name.brands ? name.units[Int(name.brands)] : 0
        for place in 0..<brands {
            let unit = name.units[place]
            if NameUnit.isWord(unit) { addWord(unit, name.weights[place], region, record.place) }
            addUnit(unit, trade, record.address)
            for next in place + 1..<max(brands, place + 1) {
                let (low, high) = (min(unit, name.units[next]), max(unit, name.units[next]))
                if NameUnit.isWord(unit) { add(.pair, low, high) }
                if road != 0 { add(.pairInRoad, HashText.combine(low, high), road, record.address.town) }
                add(.pairInTrade, low, high, trade)
            }
        }
    }

    /// A word tells more than a character: it may stand alone, or in its region or neighbourhood.
    private mutating func addWord(_ unit: UInt64, _ weight: UInt8, _ region: UInt64, _ place: PlaceForm) {
        if weight >= 64 { add(.word, unit) }
        if region != 0 { add(.unitInRegion, unit, region) }
        addCells(place, Self.wideCell) { keys, cell in keys.add(.unitInCell, unit, cell) }
    }

    private mutating func addUnit(_ unit: UInt64, _ trade: UInt64, _ address: AddressForm) {
        let road = address.road != 0 ? address.road : address.park
        if road != 0 || address.town != 0 { add(.unitInRoad, HashText.combine(unit, trade), road, address.town) }
    }

    private mutating func addPlace(_ record: PreparedRecord) {
        let address = record.address
        if address.number != 0 {
            let road = address.road != 0 ? address.road : address.park
            add(.number, road, address.town, UInt64(address.number))
        }
        addCells(record.place, Self.smallCell) { keys, cell in keys.add(.cell, cell) }
    }

    /// The four cells that overlap at a place: two places nearer than half a cell have one in common.
    private mutating func addCells(_ place: PlaceForm, _ width: Float, _ body: (inout BlockKeys, UInt64) -> Void) {
        guard place.isKnown else { return }
        let (east, north) = (place.longitude / width, place.latitude / width)
        for (right, up) in [(Float(0), Float(0)), (0.5, 0), (0, 0.5), (0.5, 0.5)] {
            let (column, row) = (Int64((east + right).rounded(.down)), Int64((north + up).rounded(.down)))
            let corner = UInt64(right * 2 + up * 4)
            let cell = UInt64(bitPattern: column &* 1_000_003) ^ UInt64(bitPattern: row) << 20
            body(&self, HashText.combine(corner &+ 1, cell))
        }
    }
}
