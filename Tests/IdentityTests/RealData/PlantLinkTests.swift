import Testing

@testable import Identity

@Suite(.enabled(if: PlantLinks.isThere, "../shared/data/us_epa_linkage is not beside the package"))
struct PlantLinkTests {
    @Test func plantsOfTwoAgenciesAreFound() throws {
        let set = try PlantLinks()
        let links = set.links(.standard)
        let rightness = set.rightness(links, among: set.plants)
        let pairs = links.count { set.truth.contains([$0.plant, $0.facility]) }
        let doubles = set.doubles(links)
        print(
            "plants, standard weights: \(rightness); pairs \(pairs) of \(set.truth.count);"
                + " links \(links.count), with one id in both files only \(doubles.count)")
        #expect(rightness.precision >= 0.985)
        #expect(rightness.recall >= 0.95)
        let ofPlants = doubles.count { set.plants.contains($0.plant) }
        let middle = Rightness(right: rightness.right, wrong: rightness.wrong + ofPlants, all: rightness.all)
        print("plants, doubles of plants in the truth counted as wrong: \(middle)")
        #expect(middle.precision >= 0.985)
        // Even if each of these were wrong rather than a site with two ids.
        let strict = Rightness(right: rightness.right, wrong: rightness.wrong + doubles.count, all: rightness.all)
        print("plants, every double counted as wrong: \(strict)")
        #expect(strict.precision >= 0.975)
    }

    /// Learned on the plants with even keys and everything else, measured on those with odd keys; and the other way round.
    @Test(arguments: [0, 1])
    func learnedWeightsHoldForPlantsTheyDidNotSee(half: Int) throws {
        let set = try PlantLinks()
        func isSeen(_ record: SourceRecord) -> Bool { record.system == "ghgrp" || (Int(record.key) ?? 0) % 2 == half }
        var index = LinkIndex()
        for record in set.records where isSeen(record) { index.load(record) }
        let weights = index.learnedWeights()
        let unseen = set.plants.filter { (Int($0) ?? 0) % 2 != half }
        let rightness = set.rightness(set.links(weights), among: unseen)
        print("plants, weights learned on the other half: \(rightness)")
        #expect(rightness.precision >= 0.985)
        #expect(rightness.recall >= 0.95)
    }
}
