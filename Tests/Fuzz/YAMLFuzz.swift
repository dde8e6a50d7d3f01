import Connectors
import Diagnostics
import Feeds
import Identity
import Mappings
import Model
import YAML

extension FuzzTarget {
    /// The YAML reader, and the readers of every kind of file above it.
    static let yaml = FuzzTarget(name: "yaml", seeds: { FuzzSeeds.documents() }) { bytes in
        try YAMLFuzz.document(bytes)
        try YAMLFuzz.files(bytes)
    }
}

enum YAMLFuzz {
    /// The tree lies within the file, its parts within it and in their order.
    static func document(_ bytes: [UInt8]) throws {
        let document = YAMLDocument(parsing: bytes)
        let file = SourceFile(name: "f.yaml", bytes: bytes)
        for problem in document.problems {
            try DiagnosticFuzz.check(problem.range, in: file, problem.message)
            if let related = problem.related { try DiagnosticFuzz.check(related, in: file, problem.message) }
        }
        if let root = document.root { try check(root, in: file, depth: 0) }
    }

    private static func check(_ node: YAMLNode, in file: SourceFile, depth: Int) throws {
        try hold(depth <= YAMLLimits().depth, "deeper than it may be")
        try DiagnosticFuzz.check(node.range, in: file, "a value")
        var last = node.range.start
        func follows(_ range: YAMLRange) throws(Broken) {
            try hold(last <= range.start, "\(range) begins before what stands before it ends, \(last)")
            try hold(range.end <= node.range.end, "\(range) ends behind what it is in, \(node.range)")
            last = range.end
        }
        switch node.content {
        case .scalar(let text, _):
            let count = text.unicodeScalars.count
            for range in [0..<0, 0..<count, count..<count + 1, count / 2..<count] {
                try DiagnosticFuzz.check(file.range(of: range, in: node), in: file, "a part of a text")
            }
        case .sequence(let items):
            for item in items {
                try follows(item.range)
                try check(item, in: file, depth: depth + 1)
            }
        case .mapping(let entries):
            for entry in entries {
                try follows(entry.keyRange)
                try follows(entry.value.range)
                try check(entry.value, in: file, depth: depth + 1)
            }
            try hold(Set(entries.map(\.key)).count == entries.count, "a key stands twice")
        }
    }

    /// Whatever a file is taken for: it can be used, or every reason why not has a place.
    static func files(_ bytes: [UInt8]) throws {
        try read("mapping") { bag in
            let kind = PathKind.allCases[bytes.count % PathKind.allCases.count]
            let file = ConfigFile(name: "f.yaml", bytes: bytes, bag: bag)
            return CompiledMapping.compile(file, in: FuzzHub.context(kind)) != nil
        }
        try read("connector") { ConnectorDefinition.read(file: "f.yaml", bytes: bytes, into: $0) != nil }
        try read("schema") { SchemaReader.read([("f.yaml", bytes)], into: $0) != nil }
        try read("units") { UnitReader.read(name: "f.yaml", bytes: bytes, into: $0) != nil }
        try read("feed") {
            CompiledFeed.read(name: "f.yaml", bytes: bytes, schema: FuzzHub.context.schema, into: $0) != nil
        }
        try read("identity") {
            IdentityRules.read(
                name: "f.yaml", bytes: bytes, schema: FuzzHub.context.schema, systems: ["permit", "waste"], into: $0)
                != nil
        }
    }

    private static func read(_ what: String, _ read: (DiagnosticBag) -> Bool) throws {
        let bag = DiagnosticBag()
        let isUsable = read(bag)
        let found = bag.diagnostics.map { "\($0.code.id) \($0.message)" }
        try hold(
            isUsable != bag.hasErrors,
            "\(what): \(isUsable ? "used in spite of a mistake" : "refused without a reason") \(found)")
        try DiagnosticFuzz.check(bag.diagnostics)
    }
}
