import Foundation
import Mappings
import YAML

/// Inputs to begin with, taken from the repository when they are needed.
enum FuzzSeeds {
    /// Every YAML file of the hub, and every YAML block of the documentation.
    static func documents() -> [[UInt8]] {
        let hub = FuzzHub.files("connectors", ".yaml") + FuzzHub.files("mappings", ".yaml")
        return hub.map(\.bytes) + blocks()
    }

    /// Every text in them, and the examples of the functions.
    static func texts() -> [[UInt8]] {
        var texts: Set<String> = []
        for document in documents() {
            if let root = YAMLDocument(parsing: document).root { collect(root, &texts) }
        }
        for function in ExprFunction.all {
            texts.formUnion((function.examples + function.rejections).map(\.expression))
        }
        return texts.sorted().map { Array($0.utf8) }
    }

    private static func collect(_ node: YAMLNode, _ texts: inout Set<String>) {
        switch node.content {
        case .scalar(let text, _): texts.insert(text)
        case .sequence(let items): for item in items { collect(item, &texts) }
        case .mapping(let entries):
            for entry in entries {
                texts.insert(entry.key)
                collect(entry.value, &texts)
            }
        }
    }

    private static func blocks() -> [[UInt8]] {
        FuzzHub.files("docs", ".md").flatMap { page in
            let parts = String(decoding: page.bytes, as: UTF8.self).components(separatedBy: "\n```")
            return parts.filter { $0.hasPrefix("yaml") }.map { Array($0.drop { $0 != "\n" }.dropFirst().utf8) }
        }
    }
}
