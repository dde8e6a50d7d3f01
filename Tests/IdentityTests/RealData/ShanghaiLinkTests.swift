import Testing

@testable import Identity

/// Enterprises of Shanghai and what subsystems call them; keys and codes are hidden from the linker, the code is the truth.
@Suite(
    .enabled(
        if: SharedSets.has("cn_shanghai_2020/gold_name_links.csv"),
        "../shared/data/cn_shanghai_2020 is not beside the package")
)
struct ShanghaiLinkTests {
    /// What becomes of the records of the subsystems.
    struct Outcome {
        var links = Rightness()
        var review = 0
        var reviewHoldsRight = 0
        var new = 0
        /// Records whose name is another than the enterprise's and that are linked to a wrong one.
        var renamedWrong = 0
    }

    private func outcome(
        otherNames: Bool, weights: LinkWeights = .standard, learned: Bool = false, unseen: Bool = false
    ) throws -> Outcome {
        var (enterprises, mentions, codes) = try records(otherNames: otherNames)
        if unseen { mentions = try unseenMentions(&codes) }
        var weights = weights
        if learned {
            var index = LinkIndex(weights: weights)
            for record in enterprises + mentions { index.load(record) }
            weights = index.learnedWeights()
        }
        let index = Linking(enterprises + mentions, weights: weights).index
        let isEnterprise = Set(enterprises.map { RecordID(system: $0.system, key: $0.key) })
        var outcome = Outcome()
        outcome.links.all = mentions.count
        for mention in mentions {
            let id = RecordID(system: mention.system, key: mention.key)
            guard let found = index.outcome(of: id) else { continue }
            let linked = found.members.filter(isEnterprise.contains)
            let doubts = found.doubts.map(\.other).filter(isEnterprise.contains)
            if let first = linked.first {
                if codes[first] == codes[id] { outcome.links.right += 1 } else { outcome.links.wrong += 1 }
                let isRenamed = !enterprises.contains { $0.name == mention.name }
                if codes[first] != codes[id], isRenamed { outcome.renamedWrong += 1 }
            } else if doubts.isEmpty {
                outcome.new += 1
            } else {
                outcome.review += 1
                if doubts.contains(where: { codes[$0] == codes[id] }) { outcome.reviewHoldsRight += 1 }
            }
        }
        return outcome
    }

    private func records(
        otherNames: Bool
    ) throws -> (enterprises: [SourceRecord], mentions: [SourceRecord], codes: [RecordID: String]) {
        var codes: [RecordID: String] = [:]
        let enterprises = try SharedSets.rows("cn_shanghai_2020/enterprise_detail.csv").enumerated().map {
            number, row in
            codes[RecordID(system: "enterprise", key: "\(number)")] = row["注册号/统一社会信用代码"]
            return SourceRecord(
                system: "enterprise", key: "\(number)", name: row["单位名称"] ?? "",
                otherNames: otherNames ? [row["污染源名称"] ?? ""] : [], address: row["生产地址"] ?? "",
                region: row["行政区划"] ?? "",
                location: SharedSets.place(row["地理坐标(经度)"], row["地理坐标(纬度)"], nil, accuracy: 200))
        }
        let mentions = try SharedSets.rows("cn_shanghai_2020/gold_name_links.csv").enumerated().map { number, row in
            let system = row["subsystem"] ?? ""
            codes[RecordID(system: system, key: "\(number)")] = row["uscc"]
            return SourceRecord(system: system, key: "\(number)", name: row["name_in_subsystem"] ?? "")
        }
        return (enterprises, mentions, codes)
    }

    @Test(arguments: [false, true])
    func subsystemsAreLinkedByNameAlone(otherNames: Bool) throws {
        let outcome = try outcome(otherNames: otherNames)
        print(
            "Shanghai, \(otherNames ? "both names" : "one name") of each enterprise: \(outcome.links); review "
                + "\(outcome.review), the right one among them \(outcome.reviewHoldsRight); new \(outcome.new)")
        #expect(outcome.links.precision >= 0.98)
        #expect(outcome.links.recall >= 0.95)
        #expect(outcome.renamedWrong == 0)
    }

    /// The mentions of the tables that the truth file does not hold, with the code of the enterprise that has their key.
    private func unseenMentions(_ codes: inout [RecordID: String]) throws -> [SourceRecord] {
        var seen = Set(
            try SharedSets.rows("cn_shanghai_2020/gold_name_links.csv").map {
                "\($0["subsystem"] ?? "") \($0["key"] ?? "")"
            })
        let codeOfKey = Dictionary(
            try SharedSets.rows("cn_shanghai_2020/enterprise_detail.csv").map {
                ($0["污染源编码"] ?? "", $0["注册号/统一社会信用代码"] ?? "")
            }, uniquingKeysWith: { one, _ in one })
        let known = Set(codeOfKey.values)
        var mentions: [SourceRecord] = []
        func add(_ table: String, _ key: String, _ name: String, _ code: String) {
            guard known.contains(code), seen.insert("\(table) \(key)").inserted else { return }
            codes[RecordID(system: table, key: key)] = code
            mentions.append(SourceRecord(system: table, key: key, name: name))
        }
        for table in [
            "outlets", "licence_pwxk", "licence_construction_project", "licence_other",
            "licence_hazardous_waste_operation",
        ] {
            for row in try SharedSets.rows("cn_shanghai_2020/\(table).csv") {
                let key = row["stWrybh"] ?? ""
                add(table, key, row["stQymc"] ?? "", codeOfKey[key] ?? "")
            }
        }
        for row in try SharedSets.rows("cn_shanghai_2020/cleaner_company.csv") {
            add("cleaner_company", row["crop_id"] ?? "", row["crop_name"] ?? "", row["crop_id"] ?? "")
        }
        for row in try SharedSets.rows("cn_shanghai_2020/national_permit_list.csv") {
            let number = row["许可证编号"] ?? ""
            add("national_permit_list", number, row["单位名称"] ?? "", String(number.prefix(18)))
        }
        return mentions
    }

    @Test(arguments: [false, true])
    func mentionsOutsideOfTheTruthFileAreLinkedAsWell(otherNames: Bool) throws {
        let outcome = try outcome(otherNames: otherNames, unseen: true)
        print(
            "Shanghai, mentions outside of the truth file, \(otherNames ? "both names" : "one name"): \(outcome.links); "
                + "review \(outcome.review), the right one among them \(outcome.reviewHoldsRight); new \(outcome.new)")
        #expect(outcome.links.all > 900)
        #expect(outcome.links.precision >= 0.98)
        #expect(outcome.links.recall >= 0.95)
    }

    @Test func learnedWeightsLinkAsWell() throws {
        let outcome = try outcome(otherNames: true, learned: true)
        print("Shanghai, learned weights: \(outcome.links); review \(outcome.review), new \(outcome.new)")
        #expect(outcome.links.precision >= 0.98)
        #expect(outcome.links.recall >= 0.95)
    }
}
