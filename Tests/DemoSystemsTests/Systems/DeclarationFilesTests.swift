import Foundation
import TestServers
import Testing

@testable import DemoSystems

@Suite("The solid-waste files")
struct DeclarationFilesTests {
    @Test(
        "come by OpenSSH's own sftp, as they lie there",
        .enabled(if: SecureFileServer.missing == nil && Tool.isThere(Tool.sftp)))
    func sftp() async throws {
        let scratch = try TemporaryFolder()
        try await withSystems { systems in
            let login = try #require(systems.declarationLogin)
            let port = try #require(systems.declarationURL?.split(separator: ":").last?.split(separator: "/").first)
            let batch = scratch.url.appendingPathComponent("batch")
            let copy = scratch.url.appendingPathComponent("copy.csv")
            try "get \"\(systems.declarationFolder.path)/固废申报-2026-03.csv\" \(copy.path)\n"
                .write(to: batch, atomically: true, encoding: .utf8)
            _ = try ServerProcess.output(
                of: Tool.sftp,
                [
                    "-b", batch.path, "-P", String(port), "-i", login.key, "-o", "StrictHostKeyChecking=no", "-o",
                    "UserKnownHostsFile=\(scratch.url.path)/known", "-o", "IdentitiesOnly=yes",
                    "\(login.user)@127.0.0.1",
                ])
            let original = systems.declarationFolder.appendingPathComponent("固废申报-2026-03.csv")
            #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
            #expect(login.fingerprint.hasPrefix("SHA256:"))
        }
    }

    @Test("are one a period, in GB 18030 with CR LF and units in the header", .enabled(if: Tool.isThere(Tool.iconv)))
    func content() async throws {
        try await withSystems { systems in
            let names = try FileManager.default.contentsOfDirectory(atPath: systems.declarationFolder.path)
            #expect(Set(names) == Set(DeclarationMaker.periods.map { "固废申报-\($0).csv" }))
            var (records, breaks, bad) = (0, 0, 0)
            for name in names {
                let bytes = try Data(contentsOf: systems.declarationFolder.appendingPathComponent(name))
                bad += bytes.count { $0 == 0xFF } / 2
                let clean = Data(bytes.filter { $0 != 0xFF })
                let file = systems.directory.appendingPathComponent("clean.csv")
                try clean.write(to: file)
                let text = try ServerProcess.output(of: Tool.iconv, ["-f", "GB18030", "-t", "UTF-8", file.path])
                #expect(text.hasPrefix("申报编号,"))
                #expect(text.contains("产生量（吨）"))
                #expect(!text.contains("?"))
                records += text.components(separatedBy: "\r\nGF").count - 1
                breaks += text.components(separatedBy: "第一行说明，\r\n").count - 1
            }
            #expect(records == systems.expectedRows.first { $0.system == "solid-waste" }?.records)
            #expect(breaks == DeclarationDirt.count(.lineBreak))
            #expect(bad == DeclarationDirt.count(.undecodable))
        }
    }

    @Test("GB 18030 is written as the standard has it")
    func encoding() throws {
        let text = try LegacyText()
        #expect(text.encoded("清远A") == [0xC7, 0xE5, 0xD4, 0xB6, 0x41])
        #expect(text.encoded("\u{3000}") == [0xA1, 0xA1])
        #expect(text.encoded("😀") == [UInt8(ascii: "?")])
        #expect(text.encoded("") == [])
    }
}
