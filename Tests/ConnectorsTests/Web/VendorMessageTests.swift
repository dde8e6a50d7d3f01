import Testing

@testable import Connectors

/// What a service says of its failure reaches whoever reads the run.
@Suite struct VendorMessageTests {
    private func message(_ body: String, okWhen: String = "$.code == 0", request: String = "") async throws -> String {
        let server = try WebStub { _, _ in .json(body) }
        let connector = try definition(
            """
            connector: permits
            kind: http-json
            request:
              url: \(server.url)/list
              \(request)
            ok_when: \(okWhen)
            records: $.rows
            identity: $.id
            retry: { attempts: 1 }
            sync: { mode: snapshot, deletes: none }
            """
        ).open(["$.id"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.kind == .unexpected)
        return error?.message ?? ""
    }

    @Test(arguments: [
        (#"{"code":500,"msg":"token已过期"}"#, "token已过期"), (#"{"code":500,"Message":" no rights "}"#, "no rights"),
        (#"{"code":500,"errorMsg":"","message":"参数错误"}"#, "参数错误"), (#"{"code":500,"提示":"请稍后"}"#, "请稍后"),
        (#"{"code":500,"msg":null,"error":{"message":"deep"}}"#, "deep"), (#"{"code":500,"error":"e"}"#, "e"),
        (#"{"code":500,"msg":"a\nb\u0007\u202e"}"#, #"a\nb\u{7}\u{202e}"#),
    ])
    func isShownOfAFailure(_ body: String, _ words: String) async throws {
        let told = try await message(body)
        #expect(told.hasSuffix("`$.code` is \"500\"; it says \"\(words)\""), "\(told)")
    }

    @Test func isLookedForBesideThePathFirst() async throws {
        let body = #"{"msg":"ok","head":{"code":"E1","resultMsg":"接口未授权"}}"#
        #expect(try await message(body, okWhen: "$.head.code == 0").hasSuffix("; it says \"接口未授权\""))
        #expect(try await message(body, okWhen: "$['head']['code'] == 0").hasSuffix("; it says \"接口未授权\""))
        #expect(try await message(body, okWhen: "$.body.code == 0").hasSuffix("; it says \"ok\""))
    }

    @Test(arguments: [#"{"code":500}"#, #"{"code":500,"msg":7}"#, #"{"code":500,"msg":"  "}"#, #"[{"msg":"no"}]"#])
    func isNotMadeUp(_ body: String) async throws {
        #expect(try await !message(body).contains("it says"))
    }

    @Test func isCutAndHoldsNoSecret() async throws {
        let long = String(repeating: "长", count: 101)
        let cut = String(repeating: "长", count: 100) + "…"
        #expect(try await message(#"{"code":1,"msg":"\#(long)"}"#).hasSuffix("; it says \"\(cut)\""))
        let request = #"auth: { bearer: "env:SECRET" }"#
        let told = try await message(#"{"code":1,"msg":"bad key s3cret!"}"#, request: request)
        #expect(told.hasSuffix("; it says \"bad key •••!\""), "\(told)")
        #expect(try await !message("denied: s3cret", request: request).contains("s3cret"))
    }

    @Test(arguments: [
        ("<html>\r\n<title>502</title>", #"<html>\r\n<title>502</title>"#), (" 系统维护中", "系统维护中"),
        (String(repeating: "x", count: 61), String(repeating: "x", count: 60) + "…"),
    ])
    func theBeginningOfNoJSONIsShown(_ body: String, _ start: String) async throws {
        let told = try await message(body)
        #expect(told.hasSuffix("; it begins with \"\(start)\""), "\(told)")
    }

    @Test(arguments: [#"{"id":"张三"]"#, #"[{"id":"张三","#])
    func brokenRecordsAreNotShown(_ body: String) async throws {
        #expect(try await !message(body).contains("张三"))
    }

    @Test func isShownOfARefusedLogin() async throws {
        let server = try WebStub { _, _ in .json(#"{"code":1,"msg":"密码 s3cret 错误","data":null}"#) }
        let connector = try definition(
            """
            connector: permits
            kind: http-json
            request:
              url: \(server.url)/list
              auth:
                login: { url: "\(server.url)/login", body: '{"p":"{password}"}', user: hub, password: "env:SECRET", token: $.data.t }
            identity: $.id
            sync: { mode: snapshot, deletes: none }
            """
        ).open(["$.id"])
        let error = await #expect(throws: ConnectorError.self) { try await connector.page(after: nil) }
        #expect(error?.code == "no_token")
        #expect(error?.message.hasSuffix("; it says \"密码 ••• 错误\"") == true, "\(error?.message ?? "")")
    }
}
