import HTTPServer
import JSON
import Synchronization

/// The discharge-permit platform: JSON over HTTP, pages by number, a token that expires.
///
/// `POST /api/token` with `{"username":…,"password":…}` gives `{"code":0,"data":{"token":…,"expiresIn":…}}`.
/// `GET /api/v2/permits?updatedFrom=&pageNo=&pageSize=` gives `{"code":0,"data":{"total":N,"rows":[…]}}`, the oldest change
/// first.
final class PermitPlatform: Sendable {
    static let user = "envhub"
    /// How many pages a token is good for.
    static let pagesPerToken = 9

    private let city: SharedCity
    private let password: String
    private let state: Mutex<State>
    private let listener: Mutex<HTTPListener?>

    private struct State {
        var faults: FaultPlan
        var tokens = 0
        var pages = 0
        /// All that was answered: for tests, and for people who look at the demo.
        var answered: [Int: Int] = [:]
    }

    init(_ city: SharedCity, seed: UInt64, password: String) throws {
        self.city = city
        self.password = password
        state = Mutex(State(faults: FaultPlan(seed: seed)))
        listener = Mutex(nil)
        let made = try HTTPListener(HTTPListener.Configuration()) { [weak self] request in
            guard let self else { return .drop }
            return .now(try self.answer(request))
        }
        listener.withLock { $0 = made }
    }

    /// Where it listens.
    var port: Int { listener.withLock { $0?.port ?? 0 } }

    /// How many answers there were, by status.
    var answered: [Int: Int] { state.withLock { $0.answered } }

    func stop() { listener.withLock { $0.take() }?.stop() }

    /// The next page is answered with this.
    func inject(_ fault: PlatformFault) { state.withLock { $0.faults.want(fault) } }

    private func answer(_ request: borrowing HTTPRequest) throws -> HTTPResponse {
        let response =
            switch (request.method, request.path) {
            case (.post, "/api/token"): try login(request.body)
            case (.get, "/api/v2/permits"): try permits(request)
            default: try Self.json(404, #"{"code":404,"msg":"接口不存在"}"#)
            }
        state.withLock { $0.answered[response.status, default: 0] += 1 }
        return response
    }

    private func login(_ body: [UInt8]) throws -> HTTPResponse {
        guard let login = try? JSONValue(parsing: body), login["username"]?.stringValue == Self.user,
            login["password"]?.stringValue == password
        else { return try Self.json(200, #"{"code":401,"msg":"用户名或密码错误"}"#) }
        let token = state.withLock { state -> String in
            state.tokens += 1
            state.pages = 0
            return "t\(state.tokens)-\(password.count)"
        }
        return try Self.json(200, #"{"code":0,"data":{"token":"\#(token)","expiresIn":1800}}"#)
    }

    private func permits(_ request: borrowing HTTPRequest) throws -> HTTPResponse {
        let given = request.header("Authorization")
        let (isKnown, fault) = state.withLock { state -> (Bool, PlatformFault?) in
            guard state.tokens > 0, given == "Bearer t\(state.tokens)-\(password.count)" else { return (false, nil) }
            state.pages += 1
            return (state.pages <= Self.pagesPerToken, state.faults.next())
        }
        guard isKnown, fault != .expiredToken else {
            state.withLock { $0.pages = Self.pagesPerToken }
            return try Self.json(401, #"{"code":401,"msg":"令牌已过期"}"#)
        }
        let number = Int(request.query("pageNo") ?? "1") ?? 1
        let size = min(max(Int(request.query("pageSize") ?? "100") ?? 100, 1), 500)
        let page = { self.page(from: $0, number: max(number, 1), size: size) }
        switch fault {
        case .tooMany: return try Self.json(429, #"{"code":429,"msg":"请求过于频繁"}"#, [HTTPHeader("Retry-After", "1")])
        case .broken:
            return try HTTPResponse(status: 500, headers: [.contentType("text/html")], text: "<h1>500 系统繁忙</h1>")
        case .failureInside: return try Self.json(200, #"{"code":500,"msg":"数据库连接超时","data":null}"#)
        case .cutPage:
            let whole = page(request.query("updatedFrom") ?? "")
            return try HTTPResponse(status: 200, headers: [Self.type], body: Array(whole.prefix(whole.count * 2 / 3)))
        default:
            return try HTTPResponse(status: 200, headers: [Self.type], body: page(request.query("updatedFrom") ?? ""))
        }
    }

    /// A page of the records that changed at or after a moment, in the order of their changes.
    private func page(from moment: String, number: Int, size: Int) -> [UInt8] {
        let (rows, total, dirt) = city.withCity { city in
            let wanted = city.enterprises.filter { $0.changed.text >= moment }
            let sorted = wanted.sorted { ($0.changed, $0.index) < ($1.changed, $1.index) }
            return (Array(sorted.dropFirst((number - 1) * size).prefix(size)), wanted.count, city.dirt.permits)
        }
        var writer = JSONWriter(capacity: 1 << 16)
        writer.beginObject()
        writer.key("code")
        writer.int(0)
        writer.member("msg", "成功")
        writer.key("data")
        writer.beginObject()
        writer.key("total")
        writer.int(Int64(total))
        writer.key("rows")
        writer.beginArray()
        for row in rows { PermitRecord(enterprise: row, dirt: dirt[row.index]).write(to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private static let type = HTTPHeader.contentType("application/json;charset=UTF-8")

    private static func json(_ status: Int, _ text: String, _ headers: [HTTPHeader] = []) throws -> HTTPResponse {
        try HTTPResponse(status: status, headers: [type] + headers, text: text)
    }
}
