import Foundation
import Testing

@testable import Connectors

@Suite struct SecretTests {
    @Test func cannotBeSeen() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
            #expect(!text.contains("hunter2"))
        }
        #expect(!((secret as Any) is any Encodable))
        #expect(secret.reveal { $0 } == "hunter2")
    }

    @Test func knowsReferences() {
        #expect(SecretReference("file: /run/x") == .file("/run/x"))
        #expect(SecretReference("env:NAME") == .environment("NAME"))
        #expect(SecretReference("command:echo a:b") == .command("echo a:b"))
        #expect(SecretReference("hunter2") == nil)
        #expect(SecretReference("http://x") == nil)
        #expect(SecretReference("env:") == nil)
    }

    @Test func resolvesEachKind() async throws {
        let folder = try Folders.temporary()
        defer { folder.remove() }
        try "甲乙\n".write(toFile: folder.path + "/token", atomically: true, encoding: .utf8)
        let environment = ConnectorEnvironment(
            hubDirectory: folder.path, stateDirectory: folder.path, variables: ["T": "丙"])
        #expect(try await SecretReference.file("token").resolve(in: environment).reveal { $0 } == "甲乙")
        #expect(try await SecretReference.environment("T").resolve(in: environment).reveal { $0 } == "丙")
        #expect(try await SecretReference.command("cat token").resolve(in: environment).reveal { $0 } == "甲乙")
    }

    @Test(arguments: [SecretReference.file("none"), .environment("NONE"), .command("exit 3"), .command("true")])
    func saysWhichIsMissing(_ reference: SecretReference) async throws {
        let environment = ConnectorEnvironment(hubDirectory: "/", stateDirectory: "/", variables: [:])
        let error = await #expect(throws: ConnectorError.self) { try await reference.resolve(in: environment) }
        #expect(error?.kind == .settings)
        #expect(error?.message.contains("\(reference)") == true)
    }
}
