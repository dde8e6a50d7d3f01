import HTTPClient
import HTTPServer
import JSON
import Storage
import Testing

@testable import HTTPClient
@testable import Serving

@Suite struct WebhookAddressTests {
    @Test(arguments: [
        ("https://hooks.example.gov.cn", "hooks.example.gov.cn", 443),
        ("https://HOOKS.Example.gov.cn:8443/a/b?c=d&e=%E6%B0%B4", "hooks.example.gov.cn", 8443),
        ("http://10.20.0.7/x", "10.20.0.7", 80), ("https://[2001:db8::7]:444/", "2001:db8::7", 444),
        ("https://xn--fiqs8s.example?x", "xn--fiqs8s.example", 443), ("https://localhost/", "localhost", 443),
    ]) func whatIsPlainIsRead(_ url: String, host: String, port: Int) throws {
        let address = try WebhookAddress(url)
        #expect(address.host == host && address.port == port && address.url == url)
        // curl, which connects, reads the same.
        let origin = try #require(Origin(url))
        #expect(origin.host.filter { !"[]".contains($0) } == host && origin.port == "\(port)")
    }

    static let refused = [
        "", "hooks.example", "ftp://hooks.example/", "//hooks.example/", "https:///x", "https://", "https://:443/",
        "http://a@127.0.0.1", "https://a:b@hooks.example/", "https://hooks.example@evil.example/",
        "https://@h.example/",
        "http://2130706433", "http://0x7f.1", "http://0x7f000001/", "http://127.1", "http://127.0.0.01",
        "http://0177.0.0.1",
        "http://1.2.3", "http://1.2.3.4.5", "http://256.0.0.1", "http://a.0x1", "http://[::ffff:127.0.0.1]",
        "http://[::1", "http://::1/", "http://[fe80::1%25eth0]/", "http://[127.0.0.1]/", "http://[1]/",
        "https://hooks.example:0/", "https://hooks.example:/", "https://hooks.example:65536/", "https://h.example:+1/",
        "https://h.example:0443/", "https://h.example:4x/", "https://hooks..example/", "https://.example/",
        "https://hooks.example./", "https://-a.example/", "https://a_b.example/", "https://hooks.example\\@evil/",
        "https://hooks.example/a b", "https://hooks.example/\r\nX: y", "https://水务.example/", "https://１２７.0.0.1/",
        "https://127。0。0。1/", "https://hooks.example/水", "https://hooks.example/#x", "https://%31%32%37.0.0.1/",
        "https://hooks.example/" + String(repeating: "a", count: 2_000),
    ]

    @Test(arguments: refused) func whatCouldBeReadOtherwiseIsRefused(_ url: String) {
        #expect(throws: Problem.self) { try WebhookAddress(url) }
    }

    @Test(arguments: [
        "8.8.8.8", "114.114.114.114", "2400:3200::1", "::ffff:8.8.8.8", "172.32.0.1", "100.128.0.1",
        "2001:4860:4860::8888",
    ]) func publicAddressesAreAdmitted(_ text: String) { #expect(AddressRules(approved: []).admits(text)) }

    @Test(arguments: [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1",
        "2001:db8::1", "100::1", "", "localhost", "1", "x",
    ]) func othersAreNot(_ text: String) { #expect(!AddressRules(approved: []).admits(text)) }

    @Test func whatIsApprovedIsAdmitted() {
        let rules = AddressRules(approved: ["10.20.0.0/16", "127.0.0.1", "fd12::/48"])
        for text in ["10.20.3.4", "::ffff:10.20.3.4", "127.0.0.1", "fd12::9", "8.8.8.8"] { #expect(rules.admits(text)) }
        for text in ["10.21.0.1", "127.0.0.2", "fd13::9", "192.168.0.1"] { #expect(!rules.admits(text)) }
        // Nobody can approve these.
        let wide = AddressRules(approved: ["0.0.0.0/0", "::/0"])
        for text in ["0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255", "::", "fe80::1", "ff02::1"] {
            #expect(!wide.admits(text))
        }
        #expect(wide.admits("10.0.0.1") && wide.admits("::1"))
    }

    @Test func approvalsAreRead() throws {
        let host = try WebhookHost(approving: "Hooks.Example:8443", networks: ["10.20.0.0/16"], at: 1)
        #expect(host.host == "hooks.example" && host.port == 8443 && !host.isPlain)
        #expect(try WebhookHost(approving: "[fd12::7]", at: 1).host == "fd12::7")
        for (place, networks) in [
            ("https://h.example", []), ("h.example/x", []), ("2130706433", []), ("", []), ("h.example:99999", []),
            ("h.example", ["10.0.0.0/7"]), ("h.example", ["0.0.0.0/0"]), ("h.example", ["::/0"]),
            ("h.example", ["10.0.0.1/8"]), ("h.example", ["x"]),
        ] as [(String, [String])] {
            #expect(throws: WebhookHostError.self, "\(place) \(networks)") {
                try WebhookHost(approving: place, networks: networks, at: 1)
            }
        }
    }

    @Test func approvalsAreOfAPort() throws {
        func approval(_ url: String, _ hosts: WebhookHost...) throws {
            _ = try WebhookApproval(of: WebhookAddress(url), among: hosts)
        }
        let usual = WebhookHost(host: "h.example", at: 1)
        let other = WebhookHost(host: "h.example", port: 8443, at: 1)
        let plain = WebhookHost(host: "h.example", isPlain: true, at: 1)
        try approval("https://h.example/", usual)
        try approval("https://h.example:8443/", other)
        try approval("http://h.example/", plain)
        try approval("https://h.example/", plain)
        for (url, host) in [
            ("https://h.example:8443/", usual), ("https://h.example/", other), ("http://h.example/", usual),
            ("https://x.h.example/", usual), ("https://hh.example/", usual), ("http://h.example:8443/", plain),
        ] { #expect(throws: Problem.self, "\(url)") { try approval(url, host) } }
    }
}
