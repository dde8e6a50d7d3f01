extension DemoCity {
    /// The first enterprise that suits and has not been changed yet.
    mutating func take(_ list: [Enterprise], where suits: (Enterprise) -> Bool) -> Int? {
        guard let found = list.first(where: { suits($0) && !used.contains("enterprise \($0.index)") }) else {
            return nil
        }
        used.insert("enterprise \(found.index)")
        return found.index
    }

    /// A permit is valid for five more years.
    mutating func extendPermit() -> ExpectedChange? {
        let suits = { (one: Enterprise) in one.media.contains(.water) && one.level == .key && one.trade.isCeramics }
        guard let index = take(enterprises.filter { !dirt.touchesPermit($0.index) }, where: suits) else { return nil }
        let was = enterprises[index].validTo
        enterprises[index].validTo = DemoMoment(day: was).adding(days: 1825).day
        enterprises[index].changed = now
        return ExpectedChange(
            system: PermitDirt.system, zh: "排污许可证延续：有效期止由\(was)改为\(enterprises[index].validTo)",
            en: "permit extended from \(was) to \(enterprises[index].validTo)", subject: enterprises[index].name,
            arrivals: [.water("upsert", "permit", changed: ["valid_to"])])
    }

    /// The only water outlet turns out to be a stack: the source discharges to water no more.
    mutating func moveOutletToAir() -> ExpectedChange? {
        let suits = { (one: Enterprise) in one.media.contains(.water) && one.level == .registration }
        guard let index = take(permitOnly, where: suits),
            let outlet = enterprises[index].outlets.firstIndex(where: { $0.medium == .water })
        else { return nil }
        let hadAir = enterprises[index].media.contains(.air)
        enterprises[index].outlets[outlet].medium = .air
        enterprises[index].outlets[outlet].name = "更正为废气排放口"
        enterprises[index].outlets[outlet].receivingWater = ""
        enterprises[index].outlets[outlet].height = "15"
        enterprises[index].changed = now
        return ExpectedChange(
            system: PermitDirt.system, zh: "排放口\(enterprises[index].outlets[outlet].code)由废水更正为废气，企业不再排水",
            en: "outlet moved from water to air\(hadAir ? "" : "; no water outlet is left")",
            subject: enterprises[index].name,
            arrivals: [
                .water("leave", "outlet"), .water("leave", "permit"), .water("leave", "pollution_source"),
                .police("upsert", "pollution_source", changed: ["discharge_media"]),
            ])
    }

    /// An enterprise takes another name.
    mutating func rename() -> ExpectedChange? {
        let suits = { (one: Enterprise) in
            one.media.contains(.water) && one.formerName == nil && one.name.contains("清远市")
        }
        guard let index = take(permitOnly, where: suits) else { return nil }
        let was = enterprises[index].name
        enterprises[index].formerName = was
        enterprises[index].name = was.replacing("有限公司", with: "（集团）有限公司")
        enterprises[index].changed = now
        let source = ["name", "aliases"]
        return ExpectedChange(
            system: PermitDirt.system, zh: "企业更名为\(enterprises[index].name)", en: "enterprise renamed",
            subject: was,
            arrivals: [
                .water("upsert", "permit", changed: ["holder"]), .water("upsert", "pollution_source", changed: source),
                .police("upsert", "pollution_source", changed: source),
            ])
    }

    /// A record gets the flag of deletion.
    mutating func cancel() -> ExpectedChange? {
        let suits = { (one: Enterprise) in one.media == [.water] && one.level == .registration }
        guard let index = take(permitOnly, where: suits) else { return nil }
        enterprises[index].state = "9"
        enterprises[index].changed = now
        return ExpectedChange(
            system: PermitDirt.system, zh: "排污登记注销（状态9）", en: "registration cancelled by its flag",
            subject: enterprises[index].name,
            arrivals: [
                .water("delete", "outlet", enterprises[index].outlets.count), .water("delete", "permit"),
                .water("delete", "pollution_source"), .police("delete", "pollution_source"),
            ])
    }
}
