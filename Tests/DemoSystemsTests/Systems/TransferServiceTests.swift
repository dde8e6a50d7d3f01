import Testing
import XML

@testable import DemoSystems

@Suite("The hazardous-waste service, seen by curl", .enabled(if: Tool.isThere(Tool.curl)))
struct TransferServiceTests {
    private static let names = [
        "s": "http://schemas.xmlsoap.org/soap/envelope/", "wf": "http://service.weifei.example/manifest/v1",
    ]

    private func ask(
        _ systems: RunningSystems, token: String = "", password: String? = nil, body: String? = nil
    ) throws -> (status: Int, page: XMLPage) {
        let secret = password ?? systems.environment["ENVHUB_WASTE_PASSWORD"] ?? ""
        let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
        let query =
            "<q:QueryManifests xmlns:q='\(Self.names["wf"] ?? "")'><q:pageToken>\(token)</q:pageToken>"
            + "<q:pageSize>500</q:pageSize></q:QueryManifests>"
        let message =
            "<e:Envelope xmlns:e='\(Self.names["s"] ?? "")'><e:Header><w:Security xmlns:w='\(security)'><w:UsernameToken>"
            + "<w:Username>envhub</w:Username><w:Password>\(secret)</w:Password></w:UsernameToken></w:Security></e:Header>"
            + "<e:Body>\(query)</e:Body></e:Envelope>"
        let answer = try Tool.curl(["-H", "Content-Type: text/xml", "-d", body ?? message, systems.wasteURL])
        return (answer.status, try XMLPage(Array(answer.body.utf8)))
    }

    private func text(_ page: XMLPage, _ path: String) throws -> String? {
        try page.firstText(for: XPathExpression(path, namespaces: Self.names), from: page.root)
    }

    @Test("answers strangers and nonsense with a Fault")
    func faults() async throws {
        try await withSystems { systems in
            let stranger = try ask(systems, password: "wrong")
            #expect(stranger.status == 500)
            #expect(try text(stranger.page, "/s:Envelope/s:Body/s:Fault/faultcode") == "wsse:FailedAuthentication")
            let nonsense = try ask(systems, body: "not XML")
            #expect(nonsense.status == 500)
            #expect(try text(nonsense.page, "//s:Fault/faultcode") == "soap:Client")
        }
    }

    @Test("gives every manifest once, page by page, and a passing Fault")
    func everything() async throws {
        try await withSystems { systems in
            var (token, numbers, faults, asked) = ("", [String](), 0, 0)
            repeat {
                let answer = try ask(systems, token: token)
                asked += 1
                if answer.status == 500 {
                    #expect(try text(answer.page, "//s:Fault/faultcode") == "soap:Server")
                    faults += 1
                    continue
                }
                let found = try answer.page.nodes(
                    for: XPathExpression("//wf:manifests/wf:manifest/wf:manifestNo", namespaces: Self.names),
                    from: answer.page.root)
                numbers += found.map { answer.page.text(of: $0) }
                token = try text(answer.page, "//wf:nextPageToken") ?? ""
            } while (!token.isEmpty || numbers.isEmpty) && asked < 30
            #expect(numbers.count == ManifestMaker.count)
            #expect(Set(numbers).count == ManifestMaker.count)
            #expect(numbers.count { $0.isEmpty } == 1)
            #expect(faults == 1)
        }
    }
}
