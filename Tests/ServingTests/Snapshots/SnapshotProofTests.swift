import Crypto
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

@testable import Serving

/// A partner proves, by stock programs, that a file is whole and the hub's.
@Suite struct SnapshotProofTests {
    private let hub: Hub
    private let partner: Fetching

    init() throws {
        hub = try Hub()
        partner = try Fetching(hub, key: try hub.consumer("reader", feeds: ["water"]))
        try hub.publisher.commit((1...50).map { (Int64($0), ["厂\($0)", "441802"]) })
        for name in ["ed25519.pem", "sm2.pem"] {
            try #require(try partner.run("curl -fsS -O \(hub.base)/v1/keys/\(name)").status == 0)
        }
    }

    private static let checks = [
        "openssl pkeyutl -verify -pubin -inkey ed25519.pem -rawin -in F.sha256 -sigfile F.sha256.sig && sha256sum -c F.sha256",
        """
        openssl dgst -sm3 -verify sm2.pem -sigopt distid:1234567812345678 -signature F.sm3.sig F.sm3 &&
        [ "$(grep -v '^#' F.sm3)" = "$(openssl dgst -sm3 -r F | cut -c1-64)  F" ]
        """,
    ]

    @Test(arguments: SnapshotFormat.allCases.filter { $0 != .rawCSV })
    func theHubsSignaturesHold(_ format: SnapshotFormat) throws {
        let file = "outlet.\(format.suffix)".replacing("outlet", with: "pollution_source")
        for part in SnapshotPart.allCases {
            let (status, headers) = try partner.fetch(file + part.suffix)
            #expect(status == 0 && headers.hasPrefix("HTTP/1.1 200"))
        }
        for check in Self.checks {
            let (status, said) = try partner.run(check.replacing("F", with: file))
            #expect(status == 0, "\(said)")
        }
        let about = try partner.text(file + ".sha256")
        #expect(about.contains("feed=water entity=pollution_source format=\(format.rawValue) seq=50 "))
        #expect(about.contains(" records=50 "))
        // One byte more in the file, or another number in what is said of it, and neither holds.
        let whole = try partner.bytes(file)
        try partner.folder.write(whole + [32], to: file)
        for check in Self.checks { #expect(try partner.run(check.replacing("F", with: file)).status != 0) }
        try partner.folder.write(whole, to: file)
        for ending in [".sha256", ".sm3"] {
            let text = try partner.text(file + ending).replacing("seq=50", with: "seq=51")
            try partner.folder.write(text, to: file + ending)
        }
        for check in Self.checks { #expect(try partner.run(check.replacing("F", with: file)).status != 0) }
    }

    @Test func tablesForProgramsHaveProofsOfTheirOwn() throws {
        let file = "pollution_source.csv"
        for part in ["", ".sha256", ".sha256.sig"] { try partner.fetch("\(file)\(part)?csv=raw&at=50") }
        let (status, said) = try partner.run(Self.checks[0].replacing("F", with: file))
        #expect(status == 0, "\(said)")
        #expect(try partner.text(file + ".sha256").contains(" format=raw.csv "))
        try partner.fetch(file)
        #expect(try partner.run(Self.checks[0].replacing("F", with: file)).status != 0)
    }

    @Test func theDigestInTheHeadersIsTheFiles() async throws {
        let path = "/v1/feeds/water/snapshot/pollution_source.ndjson"
        let whole = try await hub.get(path, key: partner.key)
        let digest = "sha-256=:\(Data(SHA256.hash(whole.body).bytes).base64EncodedString()):"
        #expect(whole.fields["Repr-Digest"] == digest)
        let part = try await hub.get(path, key: partner.key, fields: [("Range", "bytes=0-9")])
        #expect(part.status == 206 && part.fields["Repr-Digest"] == digest, "of the whole, also with a part")
        let links = try #require(whole.fields["Link"])
        #expect(links.contains("</v1/feeds/water/snapshot/pollution_source.ndjson.sm3.sig?at=50>; rel=\"related\""))
    }

    @Test func keysAreTheSameAfterARestart() async throws {
        let before = try await hub.get("/v1/keys", key: nil)
        #expect(before.json["keys"]?.arrayValue?.count == 2 && !before.text.contains("PRIVATE"))
        for key in before.json["keys"]?.arrayValue ?? [] {
            let pem = try await hub.get(try #require(key["href"]?.stringValue), key: nil)
            #expect(pem.text == key["pem"]?.stringValue && pem.fields["Content-Type"] == "application/x-pem-file")
        }
        try hub.restartServer()
        #expect(try await hub.get("/v1/keys", key: nil).body == before.body)
        #expect(try await hub.get("/v1/keys/rsa.pem", key: nil).status == 401, "nothing is told of what is not there")
    }
}
