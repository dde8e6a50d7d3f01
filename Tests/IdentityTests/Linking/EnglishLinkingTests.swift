import Testing

@testable import Identity

@Suite struct EnglishLinkingTests {
    @Test func commonWordsMayDiffer() {
        let linking = Linking([
            .made(
                "ghg", "g", "Lincoln Combustion Turbine LLC", address: "12 Mill Rd, Stanley, NC", region: "NC",
                at: (-81, 35.4)),
            .made("air", "a", "Lincoln Station", region: "NC", at: (-81.0004, 35.4002)),
            .made("ghg", "other", "Durango Combustion Turbine LLC", address: "14 Mill Rd, Stanley, NC", region: "NC"),
        ])
        #expect(linking.cluster("a") == ["a", "g"])
    }

    @Test func unitsStayApart() {
        let linking = Linking([
            .made("ghg", "g2", "Wygen II", region: "WY", at: (-105.4, 44.28)),
            .made("ghg", "g3", "Wygen III", region: "WY", at: (-105.38, 44.285)),
            .made("air", "a2", "Wygen 2", region: "WY", at: (-105.4, 44.28)),
            .made("air", "a3", "Wygen III", region: "WY", at: (-105.38, 44.285)),
        ])
        #expect(linking.cluster("a2") == ["a2", "g2"])
        #expect(linking.cluster("a3") == ["a3", "g3"])
    }

    @Test func theSameCommonNameElsewhereIsAnother() {
        let linking = Linking([
            .made("ghg", "g", "Lincoln Power Plant", region: "NC", at: (-81, 35.4)),
            .made("air", "a", "Lincoln Power Plant", region: "NC", at: (-78.2, 34.1)),
            .made("air", "b", "Lincoln Power Plant", region: "IL", at: (-89.3, 40.1)),
        ])
        #expect(linking.cluster("g") == ["g"])
    }
}
