import Diagnostics
import Foundation
import Model
import Testing
import YAML

@testable import Mappings

/// Every key of every mapping of the repository is dropped, renamed, retyped, mis-united and mis-nested, and `check` asked.
@Suite("Mutated keys of the repository's mappings")
struct KeyMutationTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/survivors.txt")

    @Test("At least nine in ten of those that change something are told, at the right line; the others are listed")
    func told() async throws {
        let tallies = try await withThrowingTaskGroup { group in
            for name in RepositoryTests.names { group.addTask { (name, try Self.run(name)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let tally = RepositoryTests.names.reduce(into: Tally()) { $0.add(tallies[$1] ?? Tally()) }
        #expect(tally.all >= 1_000)
        #expect(Double(tally.told) >= 0.9 * Double(tally.changed), "\(tally.told) of \(tally.changed)")
        let text = tally.text
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: Self.golden)
        }
        #expect(text == (try? String(contentsOf: Self.golden, encoding: .utf8)))
    }

    private static func run(_ name: String) throws -> Tally {
        let hub = try MutantHub(name)
        let original = try #require(hub.compile(hub.text, DiagnosticBag()))
        let sample = MutantSample(original, spellings: hub.spellings)
        let bag = DiagnosticBag()
        original.check(against: sample.profile, note: "", into: bag)
        #expect(bag.diagnostics.isEmpty, "\n\(TextRenderer().render(bag.diagnostics))")
        let meaning = Meaning(original, sample)
        let rejections = meaning.batches.flatMap(\.rejections)
        #expect(rejections.isEmpty, "\(rejections)")
        let rows = meaning.batches.reduce(0) { $0 + $1.rows.count }
        #expect(rows >= original.targets.count { !$0.isReference })
        var tally = Tally()
        for mutant in KeyMutator.mutants(of: hub.text) {
            let bag = DiagnosticBag()
            let mapping = hub.compile(mutant.text, bag)
            mapping?.check(against: sample.profile, note: "", into: bag)
            let isEqual = mapping.map { Meaning($0, sample) == meaning } ?? false
            tally.add(mutant, of: name, lines: bag.diagnostics.compactMap { $0.location?.range.start.line }, isEqual)
        }
        return tally
    }
}

/// What a mapping makes of a sample.
private struct Meaning: Equatable {
    let targets: [CompiledMapping.Target]
    let rules: [String]
    /// What comes of each record.
    let batches: [MappedBatch]

    init(_ mapping: CompiledMapping, _ sample: MutantSample) {
        targets = mapping.targets
        rules = mapping.rules
        batches = (0..<sample.count).map { record in
            var batch = MappedBatch()
            _ = mapping.apply(sample.page(record, for: mapping), into: &batch)
            return batch
        }
    }

    static func == (left: Meaning, right: Meaning) -> Bool {
        left.targets == right.targets && left.rules == right.rules
            && zip(left.batches, right.batches).allSatisfy { isSame($0, $1) }
    }

    private static func isSame(_ left: MappedBatch, _ right: MappedBatch) -> Bool {
        left.outcomes == right.outcomes && left.rows.count == right.rows.count && shown(left) == shown(right)
            && left.rejections.count == right.rejections.count && left.flags == right.flags
    }

    /// The values as text: where in the arena or the page they lie does not matter.
    private static func shown(_ batch: MappedBatch) -> [String] {
        batch.values.map { value in
            value.isInArena
                ? String(decoding: batch.arena[value.range], as: UTF8.self)
                : "\(value.kind) \(value.payload) \(value.exponent)"
        }
    }
}

/// What became of mutants.
private struct Tally {
    private var counts: [KeyMutant.Kind: (all: Int, missed: Int)] = [:]
    private(set) var told = 0
    /// Told, but nowhere near.
    private var elsewhere: [String] = []
    /// Not told, and other rows or other deletions come of it.
    private var survivors: [String] = []
    /// Not told, and nothing else comes of it.
    private var equal = 0

    var all: Int { counts.values.reduce(0) { $0 + $1.all } }
    var changed: Int { told + elsewhere.count + survivors.count }

    mutating func add(_ mutant: KeyMutant, of name: String, lines: [Int], _ isEqual: Bool) {
        let place = "\(name) \(mutant.kind.rawValue) \(mutant.what)"
        counts[mutant.kind, default: (0, 0)].all += 1
        if lines.contains(where: mutant.lines.contains) {
            told += 1
        } else if let line = lines.first {
            elsewhere.append("\(place): line \(line), not \(mutant.lines)")
        } else if isEqual {
            equal += 1
        } else {
            survivors.append(place)
            counts[mutant.kind]?.missed += 1
        }
    }

    mutating func add(_ other: Tally) {
        counts.merge(other.counts) { ($0.all + $1.all, $0.missed + $1.missed) }
        told += other.told
        elsewhere += other.elsewhere
        survivors += other.survivors
        equal += other.equal
    }

    var text: String {
        var text = "\(all) mutants: \(told) told at the right line, \(elsewhere.count) told elsewhere,\n"
        text += "\(survivors.count) not told, \(equal) without another meaning\n\n"
        for kind in KeyMutant.Kind.allCases {
            text += "\(kind.rawValue): \(counts[kind]?.all ?? 0), not told \(counts[kind]?.missed ?? 0)\n"
        }
        text += "\nnot told:\n" + survivors.joined(separator: "\n") + "\n"
        return text + "\ntold elsewhere:\n" + elsewhere.joined(separator: "\n") + "\n"
    }
}
