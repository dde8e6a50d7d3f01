import Storage
import Testing

@Suite struct WebhookSecretTests {
    /// The example of the standard ("Signature scheme", with the secret of its libraries' tests).
    @Test func signsAsTheStandardsLibrariesDo() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let body = Array(#"{"test": 2432232314}"#.utf8)
        #expect(
            secret.signature(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: body)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func secretsAreTheirOwnAndAreNotShown() throws {
        let secret = try WebhookSecret()
        #expect(WebhookSecret(secret.revealed) == secret && secret.revealed.count == 50)
        #expect(try WebhookSecret() != secret)
        let texts = ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)"]
        for text in texts { #expect(!text.contains(secret.revealed.dropFirst(6)) && !text.contains("key")) }
    }

    @Test(arguments: ["", "whsec_", "whsec_AAAA", "x", "whsec_!!!!", "whsec_" + String(repeating: "A", count: 100)])
    func othersAreNone(_ text: String) { #expect(WebhookSecret(text) == nil) }
}
