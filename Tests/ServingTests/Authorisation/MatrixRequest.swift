import Feeds
import Foundation
import HTTPServer
import Model

@testable import Serving

/// One request of the matrix.
struct MatrixRequest {
    var method = "GET"
    var target: String
    var fields: [(String, String)] = []
    var body: String?
    /// The feed that the path names.
    var feed: String?

    /// Every request that the table of endpoints can make: every endpoint, in every feed, for every entity, row, collection and format, with
    /// every parameter.
    static func all(_ hub: MatrixHub) throws -> [MatrixRequest] {
        try Endpoint.all.flatMap { try requests(of: $0, hub) }
    }

    private static let types = [
        "*/*", "application/json", "application/x-ndjson", "text/csv", "text/html", "application/geo+json",
        "application/xml",
    ]

    private static func requests(of endpoint: Endpoint, _ hub: MatrixHub) throws -> [MatrixRequest] {
        var all: [MatrixRequest] = []
        for (path, feed) in try paths(of: endpoint, hub) {
            guard endpoint.method == .get else {
                for body in endpoint.body.map({ bodies($0.schema) }) ?? [nil] {
                    all.append(
                        MatrixRequest(
                            method: endpoint.method.rawValue, target: path,
                            fields: [("Content-Type", "application/json")], body: body, feed: feed))
                }
                continue
            }
            let queries = try queries(of: endpoint)
            for query in queries {
                all.append(MatrixRequest(target: path + query, feed: feed))
                all.append(MatrixRequest(method: "HEAD", target: path + query, feed: feed))
            }
            for type in types {
                all.append(MatrixRequest(target: path + queries[0], fields: [("Accept", type)], feed: feed))
            }
            all.append(MatrixRequest(method: "POST", target: path, feed: feed))
        }
        return all
    }

    /// Bodies that ask for what may be hidden.
    private static func bodies(_ schema: String) -> [String?] {
        switch schema {
        case "NewObjection":
            MatrixHub.rows.flatMap { row in
                ["name", "region", "phone", "note"].map { field in
                    #"{"entity":"pollution_source","id":"\#(Publisher.id(row))","field":"\#(field)","reason":"x"}"#
                }
            }
        case "NewWebhook":
            ["water", "police", "none"].map { #"{"url":"https://hooks.example/","feed":"\#($0)"}"# }
        default: ["{}"]
        }
    }

    /// The paths, with every thing that their variable parts can name, and some that are not there.
    private static func paths(of endpoint: Endpoint, _ hub: MatrixHub) throws -> [(path: String, feed: String?)] {
        let feeds = hub.publisher.feeds.map(\.name) + ["none"]
        var paths: [(path: String, feed: String?, entity: String)] = [("", nil, "")]
        for segment in endpoint.segments {
            switch segment {
            case .literal(let bytes):
                paths = paths.map { ($0.path + "/" + String(decoding: bytes, as: UTF8.self), $0.feed, $0.entity) }
            case .variable(let part):
                paths = try paths.flatMap { path in
                    try values(of: part.name, path.feed, path.entity, feeds).map { value in
                        var next = (path.path + "/" + value.text, path.feed, path.entity)
                        if let feed = value.feed { next.1 = feed }
                        if let entity = value.entity { next.2 = entity }
                        return next
                    }
                }
            }
        }
        return paths.map { ($0.path.isEmpty ? "/" : $0.path, $0.feed) }
    }

    private struct Value {
        var text: String
        var feed: String?
        var entity: String?
    }

    private struct Untold: Error, CustomStringConvertible {
        let description: String
    }

    private static func values(
        of name: String, _ feed: String?, _ entity: String, _ feeds: [String]
    ) throws -> [Value] {
        let entities = ["pollution_source", "outlet", "none"]
        switch name {
        case "feed": return feeds.map { Value(text: $0, feed: $0) }
        case "entity": return entities.map { Value(text: $0, entity: $0) }
        case "id":
            let ids = (MatrixHub.rows.map { Publisher.id($0) } + [Publisher.id(99), "x"])
            return ids.map { Value(text: $0) }
        case "collection":
            return feeds.flatMap { feed in
                entities.map { Value(text: "\(feed).\($0)", feed: feed, entity: $0) }
            }
        case "file":
            // Of one format all that lies beside it, of the others the file.
            let beside = ["", ".sha256", ".sm3", ".sha256.sig", ".sm3.sig"].map { "pollution_source.ndjson" + $0 }
            let formats = ["csv", "xlsx", "geojson", "xml"].map { "pollution_source.\($0)" }
            return (beside + formats + ["outlet.csv", "none.csv", "pollution_source.exe"]).map { Value(text: $0) }
        default: throw Untold(description: "the matrix does not know what `{\(name)}` can be: say it here")
        }
    }

    /// Queries that the endpoint takes: what it needs, and each other parameter with it.
    private static func queries(of endpoint: Endpoint) throws -> [String] {
        let needed = endpoint.parameters.filter(\.isRequired).map { "\($0.name)=\(values(of: $0)[0])" }
        var queries = [needed]
        for parameter in endpoint.parameters {
            let others = needed.filter { !$0.hasPrefix("\(parameter.name)=") }
            for value in values(of: parameter) { queries.append(others + ["\(parameter.name)=\(value)"]) }
        }
        return queries.map { $0.isEmpty ? "" : "?" + $0.joined(separator: "&") }
    }

    private static func values(of parameter: EndpointParameter) -> [String] {
        switch ("\(parameter.name)", parameter.kind) {
        case ("cursor", _): ["start", "now", "x"]
        case ("wait", _): ["0"]
        case ("entity", _): ["pollution_source", "outlet", "none"]
        case ("after", _): MatrixHub.rows.map { Publisher.id($0) }
        case ("fields", _): ["name", "region", "phone", "note", "name,region", "none"]
        case ("include", _): ["all", "outlet", "none"]
        case ("datetime", _): ["2026-11-30", "../2026-11-30"]
        case (_, .number(let range, _)): ["\(range.lowerBound)", "\(min(range.upperBound, 3))", "\(range.upperBound)"]
        case (_, .word(let words)): words
        case (_, .text(let example)): [example, "none"]
        case (_, .instant): ["2026-11-30T00:00:00Z"]
        case (_, .list(let example)): [example]
        case (_, .numbers): ["-180,-90,180,90"]
        }
    }
}
