import Foundation
import Testing

/// The house is as docs/architecture.md draws it.
@Suite("Rooms and habits") struct HouseTests {
    /// A room as Package.swift declares it.
    struct Room {
        let name: String
        let dependencies: [String]
    }

    private let package: String
    private let makefile: String

    init() throws {
        package = try String(contentsOf: DocPage.root.appending(path: "Package.swift"), encoding: .utf8)
        makefile = try String(contentsOf: DocPage.root.appending(path: "Makefile"), encoding: .utf8)
    }

    /// The floors of Package.swift from the lowest, each with its rooms.
    private func floors() throws -> [[Room]] {
        try ["wrappers", "words", "parts", "edges", "commands"].map { floor in
            let from = try #require(package.range(of: "let \(floor): [Target] = ["))
            let rest = package[from.upperBound...]
            let body = rest[..<(try #require(rest.range(of: "\n]"))).lowerBound]
            let targets = body.split(separator: /room\(|\.executableTarget\(/).filter { $0.contains("\"") }
            return targets.map { target in
                let names = target.matches(of: /"([A-Za-z0-9-]+)"/).map { String($0.output.1) }
                return Room(name: names[0], dependencies: Array(names.dropFirst()))
            }
        }
    }

    /// The rooms that the page lists, from the lowest floor.
    private func drawn() throws -> [[String]] {
        var floors: [[String]] = []
        for (_, line) in try DocPage("docs/architecture.md").prose {
            if line.hasPrefix("### Floor ") { floors.append([]) }
            if line.hasPrefix("## "), floors.count == 5 { break }
            if let match = line.firstMatch(of: /^\| `([A-Za-z0-9-]+)` \|/), !floors.isEmpty {
                floors[floors.count - 1].append(String(match.output.1))
            }
        }
        return floors.reversed()
    }

    @Test("The page lists the rooms of Package.swift, floor by floor")
    func listed() throws {
        let (built, drawn) = (try floors().map { Set($0.map(\.name)) }, try drawn().map(Set.init))
        #expect(built.count == 5)
        #expect(built == drawn)
    }

    @Test("Every room has its folder, and every folder is a room")
    func folders() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: DocPage.root.path + "/Sources")
        #expect(Set(folders) == Set(try floors().joined().map(\.name) + ["C"]))
    }

    @Test("A room is given only rooms of lower floors, but for the four that the page tells of")
    func lower() throws {
        let modules = Set(try FileManager.default.contentsOfDirectory(atPath: DocPage.root.path + "/Sources/C"))
        var below = modules
        for floor in try floors() {
            for room in floor {
                let told = [
                    "Model": "Diagnostics", "envhub": "DemoSystems", "HTTPServer": "Sockets", "HTML": "Terminal",
                ][room.name]
                let wrong = room.dependencies.filter { !below.contains($0) && $0 != told }
                #expect(wrong == [], "\(room.name)")
            }
            // Above the wrappers nobody sees C, but for the benchmarks, which count allocations.
            below.subtract(modules.subtracting(["CAllocations"]))
            below.formUnion(floor.map(\.name))
        }
    }

    @Test("make help tells of every target")
    func help() throws {
        let phony = try #require(makefile.firstMatch(of: /\.PHONY: (.*)/)).output.1.split(separator: " ")
        for target in phony { #expect(makefile.contains(try Regex("(?m)^\(target):.*## .+")), "\(target)") }
        #expect(phony.count >= 8)
    }

    @Test("Targets that the pages name exist", arguments: DocPage.all)
    func targets(page: DocPage) throws {
        let named =
            page.prose.flatMap { $0.text.matches(of: /`make ([a-z]+)`/).map { String($0.output.1) } }
            + page.blocks.flatMap { $0.text.matches(of: /(?m)^make ([a-z]+)/).map { String($0.output.1) } }
        for name in named { #expect(makefile.contains(try Regex("(?m)^\(name):")), "\(page): make \(name)") }
    }

    @Test("Continuous integration runs the README's command for the tests")
    func integration() throws {
        let script = try String(contentsOf: DocPage.root.appending(path: ".ci/run"), encoding: .utf8)
        let command = try #require(script.split(separator: "\n").last).replacing("exec ", with: "")
        #expect(try DocPage("README.md").blocks[0].text.contains("\n\(command) "))
    }
}
