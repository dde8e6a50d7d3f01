import Foundation
import HTTPServer
import Model
import Testing

@testable import Connectors

@Suite struct SOAPTests {
    private func yaml(_ url: String, _ request: String = "", _ more: String = "") -> String {
        """
        connector: manifests
        kind: soap
        request:
          url: \(url)/ws
          action: urn:list
          body: "<q:list xmlns:q='urn:q'><page>{page}</page></q:list>"
          \(request)
        pages: { by: number, size: 2, total: "//m:total" }
        namespaces: { m: "urn:m" }
        records: //m:联单
        identity: "@no"
        retry: { attempts: 2, backoff: 10ms..20ms }
        sync: { mode: snapshot, deletes: none }
        \(more)
        """
    }

    private static func envelope(_ body: String) -> WebStub.Reply {
        let text = """
            <?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"\
             xmlns:m="urn:m"><s:Body>\(body)</s:Body></s:Envelope>
            """
        return WebStub.Reply(headers: [.contentType("text/xml")], body: Array(text.utf8))
    }

    @Test func pullsPages() async throws {
        let server = try WebStub { seen, number in
            Self.envelope(
                number == 1
                    ? "<m:total>3</m:total><m:联单 no='1'><m:量>1.50</m:量></m:联单><m:联单 no='2'/>"
                    : "<m:total>3</m:total><m:联单 no='3'><m:量>&lt;5</m:量></m:联单>")
        }
        let run = try await pullAll(try definition(yaml(server.url)).open(["@no", "m:量"]))
        #expect(run.rows == [["1", "1.50"], ["2", nil], ["3", "<5"]])
        #expect(server.seen[1].body.contains("<page>2</page>"))
        #expect(server.seen[0].headers["soapaction"] == "\"urn:list\"")
        #expect(server.seen[0].headers["content-type"] == "text/xml; charset=utf-8")
        #expect(run.raws[0].contains("xmlns:m=\"urn:m\""))
    }

    @Test func decodesAKeptRecord() async throws {
        let server = try WebStub { _, _ in Self.envelope("<m:total>1</m:total><m:联单 no='1'><m:量>1</m:量></m:联单>") }
        let read = try definition(yaml(server.url))
        let run = try await pullAll(try read.open(["m:量"]))
        let plan = read.plan(for: RecordShape(scopes: [.init(paths: ["m:量"])]))
        let page = try decodeKept(run.raws[0], read, plan)
        #expect(page.text(of: page.field(0, row: 0)) == "1")
    }

    @Test func signsWithAUsernameToken() async throws {
        let server = try WebStub { _, _ in Self.envelope("<m:total>0</m:total>") }
        let auth = #"auth: { username_token: { user: "a<b", password: "env:SECRET" } }"#
        _ = try await pullAll(try definition(yaml(server.url, auth + "\n  version: '1.2'")).open(["@no"]))
        #expect(server.seen[0].body.contains("<wsse:Username>a&lt;b</wsse:Username>"))
        #expect(server.seen[0].body.contains(">s3cret</wsse:Password>"))
        #expect(server.seen[0].headers["content-type"] == "application/soap+xml; charset=utf-8; action=\"urn:list\"")
    }

    @Test(arguments: [
        (
            "<s:Fault><faultcode>s:Client</faultcode><faultstring>参数错误</faultstring></s:Fault>",
            ConnectorError.Kind.settings, 1
        ),
        (
            "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text>忙</s:Text></s:Reason></s:Fault>",
            .unavailable(retryAfter: nil), 2
        ),
    ])
    func tellsFaults(_ fault: String, _ kind: ConnectorError.Kind, _ attempts: Int) async throws {
        let server = try WebStub { _, _ in
            var reply = Self.envelope(fault)
            reply.status = 500
            return reply
        }
        let connector = try definition(yaml(server.url)).open(["@no"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == "soap_fault")
        #expect(error?.kind == kind)
        #expect(error?.message.contains(kind == .settings ? "参数错误" : "忙") == true)
        #expect(server.seen.count == attempts)
    }

    @Test func noticesAFaultInA200AndBrokenXML() async throws {
        let faulty = try WebStub { _, _ in Self.envelope("<s:Fault><faultcode>s:Server</faultcode></s:Fault>") }
        let first = await #expect(throws: ConnectorError.self) {
            try await definition(yaml(faulty.url)).open(["@no"]).page(after: nil)
        }
        #expect(first?.code == "soap_fault")
        let cut = try WebStub { _, _ in WebStub.Reply(body: Array("<s:Envelope xmlns:s='x'><s:Body><a>".utf8)) }
        let second = await #expect(throws: ConnectorError.self) {
            try await definition(yaml(cut.url)).open(["@no"]).page(after: nil)
        }
        #expect(second?.code == "cut_xml")
        #expect(second?.message.contains("line 1") == true)
    }

    @Test func asksTheBodyWhetherItIsFine() async throws {
        let server = try WebStub { _, _ in Self.envelope("<m:code>9</m:code><m:total>0</m:total>") }
        let connector = try definition(yaml(server.url, "", "ok_when: //m:code == \"0\"")).open(["@no"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == "not_ok")
    }

    @Test func tellsWhatTheBodySaysOfAFailure() async throws {
        let server = try WebStub { _, _ in Self.envelope("<m:r><m:code>9</m:code><m:retMsg> 无权限 </m:retMsg></m:r>") }
        for path in ["//m:code", "//m:state"] {
            let connector = try definition(yaml(server.url, "", "ok_when: \(path) == \"0\"")).open(["@no"])
            let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
            #expect(error?.message.hasSuffix("; it says \"无权限\"") == true, "\(error?.message ?? "")")
        }
    }
}
