import Foundation
import JSON
import TestServers
import Testing

@testable import envhub

/// How the binary takes words, and what it answers to those it does not understand.
@Suite struct CallingTests {
    @Test func overviewListsEveryCommand() throws {
        let outcome = try Binary.run(["--help"])
        #expect(outcome.status == 0)
        for command in Commands.all { #expect(outcome.out.contains(command.name.joined(separator: " "))) }
        #expect(try Binary.run([]).status == 2)
    }

    @Test(arguments: Commands.all.map { $0.name }) func everyCommandHasHelp(_ name: [String]) throws {
        let outcome = try Binary.run(name + ["--help"])
        #expect(outcome.status == 0 && outcome.err.isEmpty)
        #expect(outcome.out.contains("usage: envhub \(name.joined(separator: " "))"))
        #expect(outcome.out.contains("--hub DIR") && outcome.out.contains("examples:"))
    }

    @Test(arguments: [
        (["snyc"], "did you mean `sync`?"), (["quarantine"], "is one of: quarantine list"),
        (["sync", "--ful"], "did you mean --full?"), (["check", "x"], "takes no arguments"),
        (["consumer", "rotate"], "needs NAME"), (["runs", "--limit", "0"], "from 1 to"),
        (["runs", "--limit"], "needs a N"), (["status", "--json=yes"], "takes no value"),
        (["feed", "show", "a", "b"], "is too much"), (["evil\u{1b}[2J"], "\\u{1b}"),
        (["quarantine", "retry"], "--all"), (["serve", "--partner", "nowhere"], "wants HOST:PORT"),
    ]) func mistakesAreExplained(_ words: [String], said: String) throws {
        let outcome = try Binary.run(words)
        #expect(outcome.status == 2)
        #expect(outcome.err.contains(said), "\(outcome.err)")
        #expect(outcome.out.isEmpty)
    }

    @Test func unknownNamesAreCorrected() throws {
        let hub = try SmallHub()
        let connector = try hub.run("sync", "source")
        #expect(connector.status == 2 && connector.err.contains("did you mean `sources`?"))
        let feed = try hub.run("feed", "show", "partner")
        #expect(feed.status == 2 && feed.err.contains("did you mean `partners`?"))
        let entity = try hub.run("schema", "--entity", "polution_source")
        #expect(entity.status == 2 && entity.err.contains("did you mean `pollution_source`?"))
    }

    /// What is chosen by a name that nothing has is nothing: that is no good news.
    @Test func namesToChooseByMustBeThere() throws {
        let hub = try SmallHub()
        try hub.run("sync")
        for words in [["runs", "source"], ["quarantine", "list", "--connector", "source"]] {
            let outcome = try Binary.run(words + ["--hub", hub.directory.path])
            #expect(outcome.status == 2 && outcome.err.contains("did you mean `sources`?") && outcome.out.isEmpty)
        }
        let code = try hub.run("quarantine", "list", "--code", "R2199")
        #expect(code.status == 2 && code.err.contains("there is no code `R2199`; did you mean `R21"), "\(code.err)")
        let run = try hub.run("quarantine", "show", "--run", "77")
        #expect(run.status == 1 && run.err.contains("there is no run 77"))
        try hub.write(
            "connectors/more.yaml", SmallHub.connector.replacing("connector: sources", with: "connector: more"))
        #expect(try hub.run("runs", "more").out.contains("no runs yet"))
        try FileManager.default.removeItem(at: hub.directory.appendingPathComponent("connectors/sources.yaml"))
        #expect(
            try hub.run("runs", "sources").status == 0 && hub.run("quarantine", "list", "--code", "r2104").status == 0)
    }

    /// Paths are told as people write them.
    @Test(arguments: [("/srv/./hub/", "/srv/hub"), ("/srv//hub/.", "/srv/hub"), ("/srv/../hub", "/srv/../hub")])
    func hubDirectoriesAreShort(_ written: String, path: String) throws {
        let call = try Call(["--hub", written], for: CheckCommand.self)
        #expect(call.hubDirectory == path)
        let here = try Call(["--hub", "./hub"], for: CheckCommand.self)
        #expect(here.hubDirectory == FileManager.default.currentDirectoryPath + "/hub")
    }

    @Test func aDirectoryWithoutHubIsSaidSo() throws {
        let outcome = try Binary.run(["check", "--hub", "/nonexistent/hub"])
        #expect(outcome.status == 1)
        #expect((outcome.out + outcome.err).contains("there is no hub directory /nonexistent/hub"))
    }

    /// A reader that goes away is no error.
    @Test func closedPipesAreQuiet() throws {
        let hub = try SmallHub()
        let line = #"set -o pipefail; (sleep 0.2; exec "$0" schema --hub "$1") | true"#
        let outcome = try TestProgram.run(["/bin/bash", "-c", line, Binary.path, hub.directory.path])
        #expect(!outcome.wasKilled && outcome.status == 0)
        #expect(outcome.errors.isEmpty)
    }

    @Test func schemasAreJSON() throws {
        let hub = try SmallHub()
        let all = try JSONValue(parsing: try hub.run("schema").out)
        #expect(all["$defs"]?["pollution_source"]?["properties"]?["established_on"]?["format"] == "date")
        let one = try JSONValue(parsing: try hub.run("schema", "--entity", "pollution_source").out)
        #expect(one["title"] == "污染源" && one["required"] == ["local_code"])
        let feed = try JSONValue(parsing: try hub.run("schema", "--feed", "partners").out)
        #expect(feed["$defs"]?["pollution_source"]?["properties"]?["local_code"] == nil)
        #expect(feed["$defs"]?["pollution_source"]?["properties"]?["name"] != nil)
    }
}
