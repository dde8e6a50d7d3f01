import Model
import Testing

@testable import Feeds

@Suite struct RowFilterTests {
    private static let row = Row().text("code", "A1").text("name", "清远市\"陶瓷\"厂").text("region", "441802")
        .text("media", #"["water","大气","a\"b"]"#, kind: .list).set("since", .date, 20_000)
        .set("seen", .datetime, 1_800_000_000_000).set("listed", .bool, 1).set("days", .integer, 300)
        .set("flow", .decimal, 125, exponent: -1)

    @Test(arguments: [
        #"code == "A1""#, #"code != "A2""#, #"region in ["441801", "441802"]"#, #""water" in media"#,
        #""大气" in media"#, #"since == "2024-10-04""#, #"since < "2024-10-05""#, #"since >= "2024-10-04""#,
        #"seen >= "2027-01-15T16:00:00+08:00""#, "listed", "listed == true", "days > 299.5", "days == 300.0",
        "flow == 12.5", "flow < 12.51", "flow >= 12", "flow > -1", "phone is null", "code is not null",
        #"not (code == "A2")"#, #"code == "A2" or days == 300"#, #"code == "A1" and days == 300 or listed == false"#,
        #"code == 'A1'"#, #"days not in [1, 2]"#, #""air" not in media"#, "lon is null", "location is null",
        #"(code == "A1")"#, #"name == '清远市"陶瓷"厂'"#, #"'a"b' in media"#, #"code < "A2""#, #"code > "A""#,
        "not not listed",
    ])
    func isTrue(_ filter: String) {
        #expect(Self.row.matches(filter) == true)
    }

    @Test(arguments: [
        #"code == "A2""#, #"code == "A""#, #"code == "A11""#, #"region in ["441801"]"#, #""wate" in media"#,
        #""waterx" in media"#, #"",""# + " in media", "not listed", "listed != true", "days < 300", "flow > 12.5",
        "phone is not null", #"code == "A1" and days == 1"#,
    ])
    func isFalse(_ filter: String) {
        #expect(Self.row.matches(filter) == false)
    }

    /// Null makes a comparison unknown, and `not` of unknown stays unknown: neither belongs to the feed.
    @Test(arguments: [
        #"phone == "1""#, #"not (phone == "1")"#, #"phone != "1""#, #"phone in ["1"]"#, #"phone not in ["1"]"#,
        #"phone == "1" or code == "A2""#, #"phone == "1" and listed"#, #"not (phone == "1" or code == "A2")"#,
    ])
    func unknownIsNotTrue(_ filter: String) {
        #expect(Self.row.matches(filter) == false)
    }

    @Test(arguments: [#"phone == "1" or listed"#, #"not (phone == "1" and code == "A2")"#])
    func unknownYieldsToWhatIsKnown(_ filter: String) {
        #expect(Self.row.matches(filter) == true)
    }

    @Test func everyPairOfTruthValuesFollowsSQL() {
        let words = ["listed", "not listed", #"phone == "1""#]  // true, false, unknown
        let and = [[true, false, nil], [false, false, false], [nil, false, nil]] as [[Bool?]]
        let or = [[true, true, true], [true, false, nil], [true, nil, nil]] as [[Bool?]]
        for (a, left) in words.enumerated() {
            for (b, right) in words.enumerated() {
                for (word, table) in [("and", and), ("or", or)] {
                    let value = table[a][b]
                    let filter = "(\(left)) \(word) (\(right))"
                    #expect(Self.row.matches(filter) == (value == true), "\(filter)")
                    #expect(Self.row.matches("not (\(filter))") == (value == false), "not \(filter)")
                }
            }
        }
    }

    @Test func referencesCanOnlyBeNull() {
        let outlet = Row("outlet").set("source", .reference, 7)
        #expect(outlet.matches("source is not null") == true)
        #expect(outlet.matches(#"source == "ps_1""#) == nil)
    }
}
