import Model
import Testing

@testable import Identity

@Suite struct ChineseLinkingTests {
    private let codes = ["91350100M000100Y43", "91441802MA4UQ9EX71"]
    private let address = "广东省清远市清城区源潭镇陶瓷工业园12号"

    @Test func oneWorksUnderFourNames() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address, at: (113.20, 23.65)),
            .made("waste", "w", "宏祥陶瓷厂", address: "清城区源潭镇陶瓷工业园第12号", at: (113.2004, 23.6502)),
            .made("solid", "s", "清远市宏祥陶瓷有限公司", uscc: "91350100M000100Y34"),
            .made("monitoring", "m", "宏祥建陶（清远）有限公司", address: "源潭镇陶瓷工业园12号", region: "441802"),
        ])
        #expect(linking.cluster("p") == ["p", "w", "s", "m"])
    }

    @Test func traditionalFormsLink() {
        let linking = Linking([
            .made("permit", "p", "電氣硝子玻璃（廣東）有限公司"), .made("waste", "w", "电气硝子玻璃(广东)有限公司"),
        ])
        #expect(linking.cluster("p") == ["p", "w"])
    }

    @Test func aBranchIsNotTheFirm() {
        let linking = Linking([
            .made("permit", "firm", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "two", "清远市宏祥陶瓷有限公司二厂", uscc: codes[0], address: "英德市大站镇工业大道3号"),
            .made("solid", "three", "清远市宏祥陶瓷有限公司三厂", uscc: codes[0]),
        ])
        #expect(linking.cluster("firm") == ["firm"])
        #expect(linking.cluster("two") == ["two"])
        #expect(linking.band("three") == .review)
        #expect(linking.explain("two", "three")?.rule == .otherSite)
        #expect(linking.explain("firm", "two")?.rule == .branchAndFirm)
    }

    @Test func aBranchAtTheFirmsOwnPlaceIsTheFirm() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "w", "清远市宏祥陶瓷有限公司（源潭厂区）", uscc: codes[0], address: address),
        ])
        #expect(linking.cluster("p") == ["p", "w"])
    }

    /// A firm, its branch at another's address, and that other: components alone would make one of all three.
    @Test func linksDoNotChain() {
        let other = "广东省清远市清城区龙塘镇建设路8号"
        let linking = Linking([
            .made("permit", "a", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "b", "清远市宏祥陶瓷有限公司二厂", uscc: codes[0], address: other, phone: "0763-1234567"),
            .made("solid", "c", "清远市永盛陶瓷有限公司二厂", uscc: codes[1], address: other, phone: "0763-1234567"),
        ])
        #expect(linking.cluster("a") == ["a"])
        #expect(linking.cluster("b") == ["b"])
        #expect(linking.cluster("c") == ["c"])
    }

    /// A record that may be either of two branches at its address joins one of them at most, never both into one.
    @Test func oneBetweenTwoBranchesDoesNotJoinThem() {
        let linking = Linking([
            .made("permit", "two", "清远市宏祥陶瓷有限公司二厂", uscc: codes[0], address: address),
            .made("waste", "firm", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("solid", "three", "清远市宏祥陶瓷有限公司三厂", uscc: codes[0], address: address),
        ])
        #expect(!linking.cluster("two").contains("three"))
        #expect(!linking.cluster("three").contains("two"))
    }

    /// A code tells that the firm is one; where it is somewhere else, or another record fits better, a person is asked.
    @Test func aRenamedFirmIsLinkedByItsCodeAlone() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0]),
            .made("waste", "w", "永盛环保科技有限公司", uscc: codes[0]),
        ])
        #expect(linking.cluster("p") == ["p", "w"])
        #expect(linking.explain("p", "w")?.bits == 3)
        let two = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0]),
            .made("permit", "q", "清远市鸿运陶瓷有限公司", uscc: codes[0]),
            .made("waste", "w", "永盛环保科技有限公司", uscc: codes[0]),
        ])
        #expect(two.cluster("w") == ["w"] && two.explain("p", "w")?.decision == .review)
        let far = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "w", "永盛环保科技有限公司", uscc: codes[0], address: "广州市天河区天河路1号"),
        ])
        #expect(far.cluster("w") == ["w"])
    }

    /// A 分公司 has a code of its own, so whoever has that code is it, however short its name; a 二厂 has its firm's.
    @Test func aRegisteredBranchIsKnownByItsCode() {
        let linking = Linking([
            .made("permit", "p", "佛山市宏祥陶瓷有限公司清城区分公司", uscc: codes[0], address: address),
            .made("waste", "w", "宏祥陶瓷厂", uscc: codes[0]),
            .made("solid", "s", "佛山市宏祥陶瓷有限公司", uscc: codes[1]),
        ])
        #expect(linking.cluster("p") == ["p", "w"] && linking.cluster("s") == ["s"])
        let works = Linking([
            .made("permit", "p", "佛山市宏祥陶瓷有限公司二厂", uscc: codes[0], address: address),
            .made("waste", "w", "宏祥陶瓷厂", uscc: codes[0]),
        ])
        #expect(works.cluster("p") == ["p"] && works.explain("p", "w")?.rule == .branchAndFirm)
    }

    @Test func othersMayConnectWhatAloneIsTooLittle() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "w", "宏祥陶瓷厂", address: address),
            .made("monitoring", "m", "永盛环保科技有限公司", uscc: codes[0], address: address),
        ])
        #expect(linking.cluster("p") == ["p", "w", "m"])
        #expect(linking.explain("w", "m")?.rule == .throughOthers)
    }

    /// The weaker link to a third record must not pull two of one system together.
    @Test func whatASystemTellsApartStaysApart() {
        let linking = Linking([
            .made("permit", "p1", "清远市宏祥陶瓷有限公司", address: address),
            .made("permit", "p2", "清远市宏祥陶瓷有限公司", address: "清远市清城区源潭镇陶瓷工业园14号"),
            .made("waste", "w", "宏祥陶瓷有限公司", address: "源潭镇陶瓷工业园12号", region: "441802"),
        ])
        #expect(linking.cluster("w") == ["w", "p1"])
        #expect(linking.cluster("p2") == ["p2"])
        #expect(linking.explain("p1", "p2")?.rule == .sameSystem)
    }

    @Test func aRenameWithoutIdentifierIsForAPerson() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", address: address, at: (113.2, 23.65)),
            .made("waste", "w", "广东美佳环保科技有限公司", address: address, at: (113.2, 23.65)),
        ])
        #expect(linking.band("w") == .review)
        #expect(linking.explain("p", "w")?.decision == .review)
    }

    @Test func aRenameWithTheSameCodeAndPlaceLinks() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "w", "广东美佳环保科技有限公司", uscc: codes[0], address: address),
        ])
        #expect(linking.cluster("p") == ["p", "w"])
    }

    @Test func soundCodesOfTwoFirmsKeepThemApart() {
        let linking = Linking([
            .made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0], address: address),
            .made("waste", "w", "清远市宏祥陶瓷有限公司", uscc: codes[1], address: address),
        ])
        #expect(linking.cluster("p") == ["p"])
        #expect(linking.explain("p", "w")?.rule == .otherCompany)
    }

    @Test func twoWithTheSameRightAreForAPerson() {
        let linking = Linking([
            .made("permit", "p1", "清远市宏祥陶瓷有限公司", address: "源潭镇陶瓷工业园12号", region: "441802"),
            .made("permit", "p2", "清远市宏祥陶瓷有限公司", address: "源潭镇陶瓷工业园14号", region: "441802"),
            .made("waste", "w", "清远市宏祥陶瓷有限公司", address: "源潭镇陶瓷工业园", region: "441802"),
        ])
        #expect(linking.band("w") == .review)
        #expect(linking.explain("p1", "w")?.rule == .contested)
    }

    @Test func sitesWithOnePermitAreOneEvenInOneSystem() {
        let permit = SourceIdentifier(.permit, codes[0] + "001V")
        var one = SourceRecord.made("permit", "a", "清远市宏祥陶瓷有限公司", address: address)
        var two = SourceRecord.made("permit", "b", "广东宏祥陶瓷集团有限公司", address: address)
        one.identifiers = [permit]
        two.identifiers = [permit]
        #expect(Linking([one, two]).cluster("a") == ["a", "b"])
        two.identifiers = [SourceIdentifier(.permit, codes[0] + "002V")]
        #expect(Linking([one, two]).cluster("a") == ["a"])
    }

    @Test func theOldSourceCodeHoldsTheOrganisation() {
        let one = SourceRecord.made("permit", "p", "清远市宏祥陶瓷有限公司", uscc: codes[0])
        var two = SourceRecord.made("waste", "w", "宏祥陶瓷厂")
        two.identifiers = [SourceIdentifier(.sourceCode, "M000100Y4001")]
        #expect(Linking([one, two]).cluster("p") == ["p", "w"])
    }

    @Test func aPlaceInAnUnsaidDatumIsTheSamePlace() {
        let here = Coordinate(longitude: 113.056, latitude: 23.682)
        func distance(_ datum: Datum?) -> Float {
            var reader = RecordReader(commonness: UnitCommonness())
            var (others, repairs): ([NameForm], [CompanyCode]) = ([], [])
            let places = [(here, Datum.wgs84 as Datum?), (here.converted(from: .wgs84, to: .gcj02), datum)].map {
                let record = SourceRecord(
                    system: "s", key: "k", name: "n", location: SourceLocation($0.0, datum: $0.1))
                return reader.read(record, others: &others, repairs: &repairs).place
            }
            #expect(abs(places[0].distance(to: places[1]) - places[1].distance(to: places[0])) < 1)
            return places[0].distance(to: places[1])
        }
        #expect(distance(.wgs84) > 500)
        #expect(distance(nil) < 20)
        #expect(distance(.gcj02) < 20)
    }
}
