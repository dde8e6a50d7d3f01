import Testing

@testable import Storage

@Suite struct SourceNetworkTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("192.0.2.7", "192.0.2.7", true),
        ("192.0.2.7", "192.0.2.8", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("2001:db8::/32", "2001:db8:1::5", true),
        ("2001:db8::/32", "2001:db9::", false), ("::/0", "2001:db8::1", true), ("::1", "::1", true),
        ("fe80::/10", "fe80::1%eth0", true), ("192.168.1.128/25", "192.168.1.127", false),
        ("192.168.1.128/25", "192.168.1.129", true), ("10.0.0.0/8", "x", false), ("10.0.0.0/8", "", false),
    ])
    func contains(_ network: String, _ address: String, _ wanted: Bool) throws {
        let network = try #require(SourceNetwork(network))
        #expect((NetworkAddress(address).map { network.contains($0) } ?? false) == wanted)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/", "10.0.0.1/8", "10.0.0/8", "2001:db8::/129",
        "2001:db8::1/32", "localhost", "10.0.0.0/8/8", "10.0.0.0 /8", "０.0.0.0/0",
    ])
    func otherTextsAreNoNetworks(_ text: String) {
        #expect(SourceNetwork(text) == nil)
    }
}
