import Diagnostics
import Foundation
import Model
import Storage
import Testing

@testable import Sync

@Suite("Samples that runs keep")
struct SampleFileTests {
    private func profile(_ records: Int, at: Int64 = 0) -> SampleProfile {
        var builder = SampleBuilder(keeping: ["$.code"])
        for number in 0..<records {
            builder.addRecord()
            builder.add("$.code", text: "代码\(number)")
            builder.add("$.list", .list)
        }
        var profile = builder.profile
        profile.at = at
        profile.run = 7
        return profile
    }

    @Test("What is written is read")
    func roundTrip() throws {
        let directory = NSTemporaryDirectory() + "samples-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = SampleFile("permits", in: directory)
        #expect(file.read() == nil)
        file.keep(profile(60, at: 5))
        #expect(file.read() == profile(60, at: 5))
    }

    @Test("A smaller sample waits a week; no sample replaces any")
    func replacing() throws {
        let directory = NSTemporaryDirectory() + "samples-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = SampleFile("permits", in: directory)
        file.keep(profile(60))
        file.keep(profile(3, at: SampleFile.week - 1))
        #expect(file.read()?.records == 60)
        file.keep(profile(0, at: SampleFile.week * 2))
        #expect(file.read()?.records == 60)
        file.keep(profile(3, at: SampleFile.week))
        #expect(file.read()?.records == 3)
    }

    @Test("Damage is as no sample")
    func damage() throws {
        let directory = NSTemporaryDirectory() + "samples-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = SampleFile("permits", in: directory)
        file.keep(profile(2))
        try Data("{\"records\":".utf8).write(to: URL(filePath: file.path))
        #expect(file.read() == nil)
    }

    @Test("A run keeps one over its pages, and what it says is checked; with `sample: 0` there is none")
    func run() async throws {
        let fixture = try RunFixture(csv: "no,mass,person\n1,2,王\n2,3,李\n3,4,张\n")
        #expect(try await fixture.sync().state == .ok)
        let file = SampleFile("permits", in: fixture.directory + "/state")
        let profile = try #require(file.read())
        #expect(profile.records == 3 && profile.count("person") == 3 && profile.run == 1)
        #expect(profile.fields["mass"]?.values == ["2": 1, "3": 1, "4": 1])
        #expect(profile.fields["person"]?.values == [:] && profile.fields["no"]?.values == [:])
        let other = try RunFixture(csv: "no,mass\n1,2\n", extra: "limits: { sample: 0 }")
        #expect(try await other.sync().state == .ok)
        #expect(SampleFile("permits", in: other.directory + "/state").read() == nil)
    }
}
