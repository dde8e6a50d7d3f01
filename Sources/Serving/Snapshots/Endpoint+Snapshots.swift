import Crypto

extension Endpoint {
    private static let fileHeaders = [
        "ETag", "Last-Modified", "Accept-Ranges", "Content-Location", "Content-Disposition", "Repr-Digest",
        "Feed-Cursor",
        "Link",
    ]

    static let snapshot = Endpoint(
        "/v1/feeds/{feed}/snapshot/{file}", "snapshot",
        "All records of an entity as one file, `{entity}.{format}`, made from one moment of the feed; and its checksums "
            + "(`.sha256`, `.sm3`) with their signatures (`.sha256.sig` by Ed25519, `.sm3.sig` by SM2).",
        parameters: [
            EndpointParameter(
                "at", .number(0...Int64(Int.max), usual: nil),
                "the file of this number of the feed, while it is kept; else the newest"),
            .csv,
        ],
        answers: [
            EndpointAnswer(
                200, "The file.", SnapshotFormat.content, headers: fileHeaders,
                links: [EndpointLink("changes", [("cursor", "$response.header.Feed-Cursor")])]),
            EndpointAnswer(
                206, "The part of the file that `Range` asks for.", SnapshotFormat.types.map { ($0, nil) },
                headers: fileHeaders + ["Content-Range"]),
            EndpointAnswer(304, "The client has the file.", headers: ["ETag"]),
            EndpointAnswer(
                410, "The file of that number is not kept.", [(EndpointAnswer.problem, "Problem")]),
            EndpointAnswer(
                416, "The file has no such part.", [(EndpointAnswer.problem, "Problem")], headers: ["Content-Range"]),
        ],
        .feed { asked, feed, request, thread, call in
            let wanted = try SnapshotRequest(request, feed, asked.place.id)
            return try asked.service.snapshot(request, wanted, &thread, &call)
        })

    static let keys = Endpoint(
        "/v1/keys", "keys", "The public keys that verify what the hub signs.",
        answers: [EndpointAnswer(200, "Keys.", [(EndpointAnswer.json, "Keys")])],
        .open { service, request, call in try service.keys(request, &call) })

    private static let keyAnswers = [EndpointAnswer(200, "The key in PEM.", [("application/x-pem-file", nil)])]

    static let ed25519Key = Endpoint(
        "/v1/keys/ed25519.pem", "ed25519Key", "The public key for Ed25519.", answers: keyAnswers,
        .open { service, request, call in try service.key(request, .ed25519, &call) })

    static let sm2Key = Endpoint(
        "/v1/keys/sm2.pem", "sm2Key", "The public key for SM2.", answers: keyAnswers,
        .open { service, request, call in try service.key(request, .sm2, &call) })
}

extension SnapshotFormat {
    /// The types of whole files, with the schema of the one that is one JSON document.
    fileprivate static var content: [(type: String, schema: String?)] {
        types.map { ($0, $0 == EndpointAnswer.geoJSON ? "FeatureCollection" : nil) }
    }

    /// The types of all that is served.
    fileprivate static var types: [String] {
        named.map(\.contentType) + [
            "text/plain; charset=utf-8", "application/octet-stream",
        ]
    }
}
