import Foundation
import Testing

@testable import envhub

@Suite struct CommandTableTests {
    /// A command is a file of `Commands/` and a line of the table.
    @Test func folderAndTableAgree() throws {
        let folder = Binary.root + "/Sources/envhub/Commands"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { $0.replacing(".swift", with: "") }
        #expect(Set(files) == Set(Commands.all.map { "\($0)" }))
        #expect(files.count == Commands.all.count)
    }

    @Test func namesAreCalledOnce() {
        #expect(Set(Commands.all.map { $0.name }).count == Commands.all.count)
    }

    /// Every example of every help is a command that is understood.
    @Test func examplesAreUnderstood() throws {
        for command in Commands.all {
            #expect(command.examples.count >= 2, "\(command)")
            for example in command.examples {
                let words = example.command.split(separator: " ").map(String.init)
                #expect(words.first == "envhub")
                let found = try #require(Commands.find(Array(words.dropFirst())), "\(example.command)")
                #expect(found.command.name == command.name, "\(example.command)")
                _ = try Call(found.rest, for: found.command)
            }
        }
    }

    /// What the manual for operators says to call, in a shell, a unit of systemd or a table of cron.
    @Test func commandsOfTheManualAreUnderstood() throws {
        let text = try String(contentsOfFile: Binary.root + "/docs/operations.md", encoding: .utf8)
        let calls = text.split(separator: "\n").compactMap { line -> Substring? in
            guard let start = line.firstMatch(of: #/(sudo -u envhub |ExecStart=/usr/local/bin/|\* envhub )envhub /#)
            else {
                return nil
            }
            return line[start.range.upperBound...].prefix { $0 != ">" }
        }
        #expect(calls.count > 8)
        for call in calls {
            let words = call.replacing(#/\$\([^)]*\)/#, with: "today").split(separator: " ").map {
                String($0.replacing("\"", with: ""))
            }
            let found = try #require(Commands.find(words), "\(call)")
            _ = try Call(found.rest, for: found.command)
        }
    }

    /// `docs/commands.md` is made of the help texts: set ENVHUB_WRITE_DOCS to write it anew.
    @Test func documentListsAllCommands() throws {
        let file = URL(fileURLWithPath: Binary.root + "/docs/commands.md")
        var text =
            "# Commands\n\nMade of `envhub COMMAND --help`. Exit status: 0 done; 1 something needs a person; 2 not"
        text += " understood;\n3 somebody else is at it; 4 a run was held and wants a person's word.\n"
        for command in Commands.all {
            text += "\n## envhub \(command.name.joined(separator: " "))\n\n```\n\(Help.of(command))```\n"
        }
        if ProcessInfo.processInfo.environment["ENVHUB_WRITE_DOCS"] != nil { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test(arguments: ["180d": 15_552_000_000 as Int64, "12h": 43_200_000, "0s": 0, "2w": 1_209_600_000])
    func durations(_ text: String, milliseconds: Int64) throws {
        let call = try Call(["x", "--expires", text], for: ConsumerRotateCommand.self)
        #expect(try call.duration("expires") == milliseconds)
    }

    @Test(arguments: ["", "d", "12", "-3d", "3y", "99999999999999999999d", "1.5h"])
    func badDurations(_ text: String) throws {
        let call = try Call(["x", "--expires", text], for: ConsumerRotateCommand.self)
        #expect(throws: UsageError.self) { try call.duration("expires") }
    }

    @Test(arguments: [
        ("127.0.0.1:8480", "127.0.0.1", 8480), ("[::1]:0", "::1", 0), ("localhost:65535", "localhost", 65535),
    ]) func addresses(_ text: String, host: String, port: Int) throws {
        let address = try #require(Address(text))
        #expect(address.host == host && address.port == port)
    }

    @Test(arguments: ["", ":", "8480", "host:", "host:x", "host:65536", ":80", "host:-1"])
    func badAddresses(_ text: String) { #expect(Address(text) == nil) }
}
