import Foundation
import Testing

@testable import Connectors

@Suite struct ConnectorKindTests {
    @Test func folderAndTableAgree() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources/Connectors/Kinds")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.count == connectorKinds.count)
        for kind in connectorKinds {
            let plain = kind.name.replacing("-", with: "").lowercased() + "kind.swift"
            #expect(files.contains { $0.lowercased() == plain }, "no file for \(kind.name)")
        }
    }

    @Test func everySectionIsReachable() {
        for kind in connectorKinds {
            for section in kind.keys.keys where !section.isEmpty {
                let parts = section.split(separator: ".")
                let parent = parts.dropLast().joined(separator: ".")
                #expect(kind.keys[parent]?.contains(String(parts.last ?? "")) == true, "\(kind.name): \(section)")
            }
        }
    }
}
