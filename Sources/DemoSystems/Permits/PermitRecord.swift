import JSON
import Model

/// An enterprise as the permit platform writes it: pinyin initials, GCJ-02 coordinates, and its mistakes.
struct PermitRecord {
    let enterprise: Enterprise
    let dirt: PermitDirt?

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", "QY\(1_000_000 + enterprise.index)")
        writer.member("xkzbh", number)
        writer.member("dwmc", dirt == .padding ? WrittenForms.padded(enterprise.name) : enterprise.name)
        writer.member("cym", enterprise.formerName)
        writer.member("tyshxydm", creditCode)
        writer.member("fddbr", enterprise.person)
        writer.member("hblxr", enterprise.contact)
        writer.member("lxdh", enterprise.phone)
        writeTrade(to: &writer)
        writePlace(to: &writer)
        writePermit(to: &writer)
        writer.key("pfkList")
        writer.beginArray()
        for (index, outlet) in enterprise.outlets.enumerated() { write(outlet, isFirst: index == 0, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private var number: String {
        switch dirt {
        case .emptyKey: ""
        case .fullWidth: WrittenForms.fullWidth(enterprise.permitNumber)
        default: enterprise.permitNumber
        }
    }

    private var creditCode: String {
        dirt == .mistypedCode ? CreditCode.mistyped(enterprise.uscc) : enterprise.uscc
    }

    private func writeTrade(to writer: inout JSONWriter) {
        writer.member("hylbdm", dirt == .unknownIndustry ? "C9999" : enterprise.trade.code)
        writer.member("hylbmc", enterprise.trade.title)
        writer.member("gljb", enterprise.level.rawValue)
        writer.member("xklx", enterprise.level == .registration ? "排污登记" : "排污许可证")
        writer.member("jkjb", enterprise.control)
        writer.member("pwlb", enterprise.media.map(\.rawValue).joined(separator: ","))
    }

    private func writePlace(to writer: inout JSONWriter) {
        let place = enterprise.place.converted(from: .wgs84, to: .gcj02)
        writer.member("xzqhdm", enterprise.town.countyCode)
        writer.member("xzqhmc", enterprise.town.county)
        writer.member("xzmc", enterprise.town.name)
        writer.member("scdz", enterprise.address)
        writer.member("jd", dirt == .nowhere ? "0" : WrittenForms.degrees(place.longitude))
        writer.member("wd", dirt == .nowhere ? "0" : WrittenForms.degrees(place.latitude))
    }

    private func writePermit(to writer: inout JSONWriter) {
        writer.member("fzjg", "清远市生态环境局")
        writer.member("fzrq", enterprise.validFrom)
        writer.member("yxqks", enterprise.validFrom)
        switch dirt {
        case .impossibleDate: writer.member("yxqjz", "2027-02-30")
        case .longTerm: writer.member("yxqjz", "长期")
        default: writer.member("yxqjz", enterprise.validTo)
        }
        writer.member("zt", enterprise.state)
        writer.member("gxsj", enterprise.changed.text)
    }

    private func write(_ outlet: Outlet, isFirst: Bool, to writer: inout JSONWriter) {
        let place = enterprise.place.converted(from: .wgs84, to: .gcj02)
        writer.beginObject()
        writer.member("pfkbh", outlet.code)
        writer.member("pfkmc", outlet.name)
        writer.member("pfklx", outlet.medium.rawValue)
        writer.member("jd", WrittenForms.degrees(place.longitude + 0.0004))
        writer.member("wd", WrittenForms.degrees(place.latitude - 0.0003))
        writer.member("pfqx", outlet.medium == .water ? "直接进入江河、湖、库等水环境" : nil)
        writer.member("snst", outlet.receivingWater.isEmpty ? nil : outlet.receivingWater)
        writer.member("pqtgd", outlet.height.isEmpty ? nil : outlet.height)
        writer.key("xzList")
        writer.beginArray()
        for (index, limit) in outlet.limits.enumerated() {
            let isDirty = isFirst && index == min(1, outlet.limits.count - 1)
            write(limit, of: outlet.medium, dirt: isDirty ? dirt : nil, to: &writer)
        }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ limit: OutletLimit, of medium: Medium, dirt: PermitDirt?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("wrw", dirt == .unknownPollutant ? "特征污染物甲" : limit.pollutant)
        switch dirt {
        case .unitInValue: writer.member("nd", limit.value + (medium == .water ? "mg/L" : "mg/m3"))
        case .sentence: writer.member("nd", "按标准执行")
        default: writer.member("nd", limit.value)
        }
        writer.member("nddw", dirt == .unknownUnit ? "毫克每公升" : limit.unit)
        writer.member("nxkpfl", limit.annualMass.isEmpty ? nil : limit.annualMass)
        writer.endObject()
    }
}

extension JSONWriter {
    /// A member with a text, or null.
    mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }
}
