import JSON
import Model
import Testing

@testable import DemoSystems

@Suite("The demo city")
struct DemoCityTests {
    static let city = DemoCity(seed: 4418)

    @Test("has Qingyuan's sizes")
    func sizes() {
        let city = Self.city
        #expect(city.enterprises.count == 1_394)
        #expect(city.enterprises.count { $0.trade.isCeramics } == 39)
        #expect(city.points.count { $0.medium == "地表水" } == 56)
        #expect(city.points.count { $0.medium == "环境空气" } == 21)
        #expect(city.points.count { $0.medium == "土壤" } == 396)
        #expect(city.points.count { $0.kind == "在线监测点" } == 180)
        #expect(Set(city.points.compactMap(\.enterprise)).count == 120)
    }

    @Test("has sound codes, each of one enterprise")
    func codes() throws {
        let uscc = try #require(IdentifierCheck.named("uscc"))
        let permit = try #require(IdentifierCheck.named("permit_number"))
        let source = try #require(IdentifierCheck.named("organisation_code"))
        let all = Self.city.enterprises
        #expect(all.allSatisfy { uscc($0.uscc) == nil })
        #expect(all.allSatisfy { permit($0.permitNumber) == nil })
        #expect(all.allSatisfy { source(CreditCode.organisation(of: $0.uscc)) == nil })
        #expect(all.allSatisfy { uscc(CreditCode.mistyped($0.uscc)) != nil })
        #expect(Set(Self.city.enterprises.map(\.uscc)).count == 1_394)
        #expect(Set(Self.city.enterprises.map(\.name)).count == 1_394)
        let manifest = try #require(IdentifierCheck.named("manifest_number"))
        #expect(Self.city.manifests.allSatisfy { manifest($0.number) == nil })
        #expect(Set(Self.city.manifests.map(\.number)).count == Self.city.manifests.count)
        let mn = try #require(IdentifierCheck.named("mn_number"))
        #expect(Self.city.points.filter { $0.enterprise != nil }.allSatisfy { mn($0.code) == nil })
    }

    @Test("knows how many sources exact identifiers tell apart")
    func sources() {
        // 1,387 good permits, 12 generators and 5 declarants with a mistyped credit code.
        #expect(Self.city.expectedSources == 1_404)
        #expect(Self.city.dirt.mistyped.count == 12)
    }

    @Test("is the same for the same seed, byte by byte, and another for another")
    func repeatable() throws {
        let (again, other) = (DemoCity(seed: 4418), DemoCity(seed: 7))
        let encoder = try LegacyText.shared.get()
        for period in ["2025", "2026-10"] {
            let file = DeclarationFile(period: period, encoder: encoder)
            #expect(file.bytes(of: Self.city) == file.bytes(of: again))
            #expect(file.bytes(of: Self.city) != file.bytes(of: other))
        }
        #expect(Self.permits(Self.city) == Self.permits(again))
        #expect(Self.permits(Self.city) != Self.permits(other))
    }

    @Test("spreads mistakes so that the counts add up, whatever the seed", arguments: [UInt64(1), 7, 4418, 99_999_999])
    func dirt(seed: UInt64) {
        let city = DemoCity(seed: seed)
        for kind in PermitDirt.allCases {
            #expect(city.dirt.permits.values.count { $0 == kind } == PermitDirt.count(kind))
        }
        for kind in ManifestDirt.allCases {
            #expect(city.dirt.manifests.values.count { $0 == kind } == ManifestDirt.count(kind))
        }
        for kind in DeclarationDirt.allCases {
            #expect(city.dirt.declarations.values.count { $0 == kind } == DeclarationDirt.count(kind))
        }
        for kind in ResultDirt.allCases {
            #expect(city.dirt.results.values.count { $0 == kind } == ResultDirt.count(kind))
        }
        #expect(city.dirt.points.count == 5)
        #expect(city.permitOnly.count > 100)
    }

    private static func permits(_ city: DemoCity) -> [UInt8] {
        var writer = JSONWriter()
        for enterprise in city.enterprises {
            PermitRecord(enterprise: enterprise, dirt: city.dirt.permits[enterprise.index]).write(to: &writer)
        }
        return writer.bytes
    }
}

@Suite("The time of the demo city")
struct DemoMomentTests {
    @Test("counts days of months and leap years")
    func calendar() {
        #expect(DemoMoment(day: "2026-02-28").adding(days: 1).day == "2026-03-01")
        #expect(DemoMoment(day: "2028-02-28").adding(days: 1).day == "2028-02-29")
        #expect(DemoMoment(day: "2026-12-31", hour: 23, minute: 59).adding(minutes: 1).text == "2027-01-01 00:00:00")
        #expect(DemoMoment(day: "2025-01-01").adding(days: 1825).day == "2029-12-31")
        #expect(DemoMoment.start.xml == "2026-11-20T08:00:00")
    }
}
