import Model

@testable import Identity

/// Power plants of CAMD and facilities of GHGRP, and which of them have one FRS id: the linker does not see the ids.
struct PlantLinks {
    let records: [SourceRecord]
    /// Pairs of keys, CAMD's first, that have one FRS id.
    let truth: Set<[String]>
    let plants: Set<String>
    let facilities: Set<String>

    static let isThere = SharedSets.has("us_epa_linkage/gold_camd_ghgrp_by_frs.csv")

    init() throws {
        let gold = try SharedSets.rows("us_epa_linkage/gold_camd_ghgrp_by_frs.csv")
        truth = Set(gold.map { [$0["CAMD_PLANT_ID"] ?? "", $0["gid"] ?? ""] })
        plants = Set(truth.map { $0[0] })
        facilities = Set(truth.map { $0[1] })
        var records: [SourceRecord] = []
        for row in try SharedSets.rows("us_epa_linkage/ghgrp_2023_geo.csv") {
            let street = (row["FACILITY ADDRESS"] ?? "").replacing(",", with: " ")
            records.append(
                SourceRecord(
                    system: "ghgrp", key: row["Facility Id"] ?? "", name: row["FACILITY NAME"] ?? "",
                    address: "\(street), \(row["FACILITY CITY"] ?? "")", region: row["FACILITY STATE"] ?? "",
                    location: SharedSets.place(row["Longitude"], row["Latitude"], .wgs84, accuracy: 100)))
        }
        var seen: Set<String> = []
        for row in try SharedSets.rows("us_epa_linkage/camd_eia_crosswalk.csv") {
            guard let key = row["CAMD_PLANT_ID"], seen.insert(key).inserted else { continue }
            records.append(
                SourceRecord(
                    system: "camd", key: key, name: row["CAMD_FACILITY_NAME"] ?? "", region: row["CAMD_STATE"] ?? "",
                    location: SharedSets.place(row["CAMD_LONGITUDE"], row["CAMD_LATITUDE"], .wgs84, accuracy: 100)))
        }
        self.records = records
    }

    /// The linked pairs of a plant and a facility.
    func links(_ weights: LinkWeights) -> [(plant: String, facility: String)] {
        let index = Linking(records, weights: weights).index
        let keys = Dictionary(
            records.map { (RecordID(system: $0.system, key: $0.key), $0) }, uniquingKeysWith: { one, _ in one })
        var links: [(plant: String, facility: String)] = []
        for cluster in index.clusters() where cluster.count > 1 {
            let members = cluster.compactMap { keys[$0] }
            for plant in members where plant.system == "camd" {
                for facility in members where facility.system == "ghgrp" { links.append((plant.key, facility.key)) }
            }
        }
        return links
    }

    /// Over the plants whose id occurs in both files: each plant's link is right or wrong; a link to a facility whose id is not in the
    /// other file says nothing, since many sites have two ids.
    func rightness(_ links: [(plant: String, facility: String)], among plants: Set<String>) -> Rightness {
        var rightness = Rightness(all: plants.count)
        for link in links where plants.contains(link.plant) && facilities.contains(link.facility) {
            if truth.contains([link.plant, link.facility]) { rightness.right += 1 } else { rightness.wrong += 1 }
        }
        return rightness
    }

    /// Links of which one side's id occurs in both files and the other's does not: sites that seem to have two ids.
    func doubles(_ links: [(plant: String, facility: String)]) -> [(plant: String, facility: String)] {
        links.filter { plants.contains($0.plant) != facilities.contains($0.facility) }
    }
}
