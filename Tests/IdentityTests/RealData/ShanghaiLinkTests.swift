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

    private func outcome(otherNames: Bool, weights: LinkWeights, learned: Bool = false) throws -> Outcome {
        let (enterprises, mentions, codes) = try records(otherNames: otherNames)
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
        let outcome = try outcome(otherNames: otherNames, weights: .standard)
        print(
            "Shanghai, \(otherNames ? "both names" : "one name") of each enterprise: \(outcome.links); review "
                + "\(outcome.review), the right one among them \(outcome.reviewHoldsRight); new \(outcome.new)")
        #expect(outcome.links.precision >= 0.98)
        #expect(outcome.links.recall >= 0.95)
        #expect(outcome.renamedWrong == 0)
    }

    @Test func learnedWeightsLinkAsWell() throws {
        let outcome = try outcome(otherNames: true, weights: .standard, learned: true)
        print("Shanghai, learned weights: \(outcome.links); review \(outcome.review), new \(outcome.new)")
        #expect(outcome.links.precision >= 0.98)
        #expect(outcome.links.recall >= 0.95)
    }
}
