import Crypto
import Feeds
import Foundation
import HTTPServer
import Model
import Storage

extension PartnerService {
    /// Sends a part of a snapshot, or the range of it that is asked for (RFC 9110 sections 13 and 14).
    func send(
        _ snapshot: Snapshot, _ file: HTTPFile, _ request: borrowing HTTPRequest, _ wanted: SnapshotRequest,
        _ call: inout Call
    ) throws -> HTTPAnswer {
        let seq = snapshot.identity.seq
        call.entry.cursorTo = seq
        let tag = snapshot.tag(of: wanted.part)
        let changed = HTTPDate(seconds: snapshot.facts.at / 1000)
        if isCurrent(request, tag, changed) { return try finish(304, [HTTPHeader("ETag", tag)], document: [], &call) }
        var headers = headers(snapshot, wanted, tag, changed)
        var status = 200
        var range = 0..<file.size
        switch Self.range(request, tag, changed, size: file.size) {
        case .whole: if wanted.part == .data, !call.isHead { call.entry.count = Int(snapshot.facts.count) }
        case .part(let part):
            status = 206
            range = part
            headers.append(
                HTTPHeader("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"))
        case .unsatisfiable:
            throw Problem(
                416, "range", "Range not satisfiable", "The file has \(file.size) bytes.",
                headers: [HTTPHeader("Content-Range", "bytes */\(file.size)"), HTTPHeader("ETag", tag)])
        }
        headers += [
            HTTPHeader("Vary", "Authorization"), HTTPHeader("Cache-Control", "private, no-cache"),
            HTTPHeader("Request-Id", call.entry.request),
        ]
        headers += common(call) + Self.rateLimit(call)
        let response = try HTTPResponse(status: status, headers: headers, file: file, range: range)
        record(status, bytes: call.isHead ? 0 : range.count, &call)
        return .now(response)
    }

    /// Whether the client has it: by its tag, or, when it names none, by its date.
    private func isCurrent(_ request: borrowing HTTPRequest, _ tag: String, _ changed: HTTPDate) -> Bool {
        if request.header("If-None-Match") != nil { return Self.hasCurrent(request, tag: tag) }
        guard let since = request.header("If-Modified-Since").flatMap({ HTTPDate($0) }) else { return false }
        return changed.seconds <= since.seconds
    }

    /// The range asked for, which holds only while the client's file is this one. HEAD has none.
    private static func range(
        _ request: borrowing HTTPRequest, _ tag: String, _ changed: HTTPDate, size: Int
    ) -> HTTPRange {
        guard request.method == .get else { return .whole }
        if let known = request.header("If-Range"), known != tag, known != changed.description { return .whole }
        return HTTPRange(request.header("Range"), size: size)
    }

    private func headers(
        _ snapshot: Snapshot, _ wanted: SnapshotRequest, _ tag: String, _ changed: HTTPDate
    ) -> [HTTPHeader] {
        let seq = snapshot.identity.seq
        let links =
            [wanted.feed.describedBy]
            + SnapshotPart.allCases.filter { $0 != wanted.part }.map { part in
                "<\(wanted.place(part, seq: seq))>; rel=\"related\"; title=\"\(part.rawValue)\""
            } + ["</v1/keys>; rel=\"related\"; title=\"keys\""]
        var headers = [
            .contentType(wanted.part == .data ? wanted.format.contentType : wanted.part.contentType),
            HTTPHeader("ETag", tag), HTTPHeader("Last-Modified", changed.description),
            HTTPHeader("Accept-Ranges", "bytes"), HTTPHeader("Feed-Cursor", snapshot.facts.cursor),
            HTTPHeader("Content-Location", wanted.place(wanted.part, seq: seq)),
            HTTPHeader("Link", links.joined(separator: ", ")), disposition(snapshot, wanted),
        ]
        if wanted.part == .data, let hash = Hex.decode(snapshot.facts.sha256) {
            headers.append(HTTPHeader("Repr-Digest", "sha-256=:\(Data(hash).base64EncodedString()):"))
        }
        return headers
    }

    /// The name to save it by (RFC 6266): the one that its checksums name, and for people one that tells feed, title and number.
    private func disposition(_ snapshot: Snapshot, _ wanted: SnapshotRequest) -> HTTPHeader {
        let ending = "\(wanted.format.suffix)\(wanted.part.suffix)"
        let title = wanted.entity.title.zh.isEmpty ? wanted.entity.name : wanted.entity.title.zh
        let spoken = "\(wanted.feed.compiled.name)-\(title)-\(snapshot.identity.seq).\(ending)"
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
        let encoded = spoken.addingPercentEncoding(withAllowedCharacters: allowed) ?? wanted.entity.name
        return HTTPHeader(
            "Content-Disposition",
            "attachment; filename=\"\(wanted.entity.name).\(ending)\"; filename*=UTF-8''\(encoded)")
    }
}
