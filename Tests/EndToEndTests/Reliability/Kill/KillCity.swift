import TestServers
import Foundation

/// Three connectors of different kinds over one small city, the same for every run with the same seed: a folder of CSV
/// files, a paged web service with children and a delete flag, and a web service that is read whole.
final class KillCity {
    /// How much there is.
    enum Size {
        case small, large
        var rows: Int { self == .small ? 90 : 1_600 }
        var permits: Int { self == .small ? 40 : 400 }
        var facilities: Int { self == .small ? 15 : 150 }
    }

    let hub: ReliableHub
    let source: JSONSource
    private var random: SeededRandom
    private var version = 0
    private var rows: [Int: String] = [:]
    private let size: Size

    init(seed: UInt64, size: Size = .large) throws {
        self.size = size
        hub = try ReliableHub()
        source = try JSONSource(hesitation: size == .large ? 9 : 0)
        random = SeededRandom(seed)
        for (name, text) in KillCity.files(source.url) { try hub.write(text, to: name) }
        for index in 0..<size.rows { rows[index] = row(index) }
        for index in 0..<size.permits { putPermit(index) }
        for index in 0..<size.facilities { putFacility(index) }
        try writeFolder()
    }

    /// What changes at the sources between two syncs.
    func change() throws {
        for index in 0..<size.rows {
            // Broken lines are mended: while there are any, nothing is deleted for its absence.
            if random.chance(12) || rows[index]?.hasSuffix("多一列") == true { rows[index] = row(index, isWhole: true) }
            if random.chance(4) { rows[index] = nil }
        }
        for index in 0..<size.permits + 30 where random.chance(25) { putPermit(index, isDeleted: random.chance(20)) }
        for index in 0..<size.facilities where random.chance(30) {
            if random.chance(20) { source.remove("facilities", "\(index)") } else { putFacility(index) }
        }
        try writeFolder()
    }

    private func row(_ index: Int, isWhole: Bool = false) -> String {
        let works = index % 500
        let mass = random.chance(2) ? "一吨" : "\(random.below(1_000)).\(random.below(9))"
        let medium = random.chance(2) ? "声" : ["废水", "废气", "水"][random.below(3)]
        let code = random.chance(90) ? CreditCode.number(works) : "91441802MA4U00000X"
        let line = "P\(index),E\(works),清远市第\(works)陶瓷厂,\(code),\(medium),\(mass)"
        return random.chance(1) && !isWhole ? line + ",多一列" : line
    }

    private func putPermit(_ index: Int, isDeleted: Bool = false) {
        version += 1
        let outlets = (0..<random.below(4)).map { #"{"code":"DW\#($0)","note":"第\#(random.below(50))号"}"# }
        let works = index % 300
        // Every third number is a number of the CSV files too: two systems speak of one permit.
        let number = index % 3 == 0 ? "P\(index)" : "W\(index)"
        source.set(
            "permits", number, version: version,
            """
            {"id":"\(number)","ver":\(version),"zt":"\(isDeleted ? 9 : 1)","ent":"Q\(works)","name":"第\(works)厂",
            "uscc":"\(CreditCode.number(works))","medium":"\(random.chance(50) ? "水" : "大气")","n":\(outlets.count),
            "mass":\(random.chance(3) ? "\"?\"" : "\(random.below(900))"),"outlets":[\(outlets.joined(separator: ","))]}
            """)
    }

    private func putFacility(_ index: Int) {
        source.set(
            "facilities", "\(index)", version: 0,
            #"{"code":"F\#(index)","ent":"Q\#(index % 300)","capacity":\#(random.below(100))}"#)
    }

    private func writeFolder() throws {
        for (name, part) in [("一", 0..<size.rows / 2), ("二", size.rows / 2..<size.rows)] {
            let lines = part.compactMap { rows[$0] }
            try hub.write(
                (["证号,企业编码,企业,信用代码,介质,吨"] + lines).joined(separator: "\n") + "\n", to: "inbox/\(name).csv")
        }
    }
}
