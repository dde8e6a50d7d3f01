internal import Model

/// Makes source records into what is compared; keeps its buffers, so one is used for many records.
struct RecordReader {
    private var names: NameReader
    private var addresses = AddressReader()
    private var forms: [NameForm] = []
    /// The most names, and the most identifiers, of one record that are looked at.
    private static let most = 16

    init(commonness: UnitCommonness) { names = NameReader(commonness: commonness) }

    /// The compared form of a record; other names are appended to `others`. `repairs` gets the codes for which a broken one may
    /// stand.
    mutating func read(
        _ record: SourceRecord, others: inout [NameForm], repairs: inout [CompanyCode]
    ) -> PreparedRecord {
        var prepared = PreparedRecord()
        prepared.system = HashText.hash(record.system)
        prepared.identity = HashText.hash(record.key, seed: prepared.system)
        readIdentifiers(record, &prepared, &repairs)
        prepared.address = addresses.read(record.address, region: record.region)
        readNames(record, &prepared, &others)
        if let location = record.location { prepared.place = Self.place(location) }
        prepared.phone = Self.phone(record.phone)
        prepared.industry = record.industry.utf8.reduce(0) { $0 &* 256 &+ UInt32($1) }
        return prepared
    }

    private mutating func readNames(
        _ record: SourceRecord, _ prepared: inout PreparedRecord, _ others: inout [NameForm]
    ) {
        forms.removeAll(keepingCapacity: true)
        let context = prepared.address.region < 1_000_000 ? prepared.address.region : 0
        names.read(record.name, context: context, into: &forms)
        for other in record.otherNames.prefix(Self.most) where other != record.name {
            names.read(other, context: context, into: &forms)
        }
        if let first = forms.first { prepared.name = first }
        let start = Int32(others.count)
        for form in forms.dropFirst().prefix(Self.most) where form.count > 0 { others.append(form) }
        prepared.otherNames = start..<Int32(others.count)
    }

    private func readIdentifiers(
        _ record: SourceRecord, _ prepared: inout PreparedRecord, _ repairs: inout [CompanyCode]
    ) {
        for identifier in record.identifiers.prefix(Self.most) {
            let text = CompanyCode.letters(identifier.text)
            if text.isEmpty { continue }
            switch identifier.scheme {
            case .uscc: setCompany(CompanyCode(uscc: text), &prepared)
            case .organisation: setCompany(CompanyCode(organisation: text), &prepared)
            case .permit:
                prepared.permit = Self.hash(text)
                if text.count == 22 { setCompany(CompanyCode(uscc: Array(text[..<18])), &prepared) }
            case .sourceCode:
                prepared.sourceCode = Self.hash(text)
                if text.count == 12 { setCompany(CompanyCode(organisation: Array(text[..<9])), &prepared) }
                if text.count == 22 { setCompany(CompanyCode(uscc: Array(text[..<18])), &prepared) }
            case .device: prepared.device = Self.hash(text)
            }
            if identifier.scheme == .uscc, prepared.company.state == .broken {
                repairs += CompanyCode.repairs(text)
            }
        }
    }

    /// A sound code of 18 characters is the best, an organisation code the next.
    private func setCompany(_ code: CompanyCode?, _ prepared: inout PreparedRecord) {
        guard let code else { return }
        if code.state.rawValue > prepared.company.state.rawValue { prepared.company = code }
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(HashText.empty) { HashText.combine($0, UInt64($1)) }
    }

    private static func place(_ location: SourceLocation) -> PlaceForm {
        let given = location.coordinate
        guard given.fault() == nil else { return PlaceForm() }
        let datum = location.datum ?? .wgs84
        let here = given.converted(from: datum, to: .wgs84)
        var place = PlaceForm(
            longitude: Float(here.longitude), latitude: Float(here.latitude),
            accuracy: Float(max(1, min(location.accuracy, 100_000))))
        if location.datum == nil {
            let there = given.converted(from: .wgs84, to: .gcj02)
            place.shiftEast = Float(there.longitude - given.longitude)
            place.shiftNorth = Float(there.latitude - given.latitude)
        }
        return place
    }

    /// The hash of a number's digits without the zeros and the 86 before them; 0 for what is no number.
    private static func phone(_ text: String) -> UInt64 {
        var number: UInt64 = 0
        var count = 0
        var seen: UInt16 = 0
        for byte in text.utf8 where byte >= 0x30 && byte <= 0x39 && count < 18 {
            number = number * 10 + UInt64(byte - 0x30)
            seen |= 1 << UInt16(byte - 0x30)
            count += 1
        }
        // 86 and a mobile number of eleven digits, or a number of an area.
        if count > 11, number / 100_000_000_000 == 86 { number %= 100_000_000_000 }
        guard count >= 7, seen.nonzeroBitCount > 2 else { return 0 }
        return HashText.combine(HashText.empty, number)
    }
}
