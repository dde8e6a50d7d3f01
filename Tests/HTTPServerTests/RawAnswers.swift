import HTTPServer

/// A listener on a free port, with changes to the defaults.
func serve(
    _ change: (inout HTTPListener.Configuration) -> Void = { _ in }, _ handler: @escaping HTTPHandler
) throws -> HTTPListener {
    var configuration = HTTPListener.Configuration()
    change(&configuration)
    return try HTTPListener(configuration, handler: handler)
}

/// A response's status code.
func status(_ response: String) -> Int? {
    response.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
}

/// What follows the headers.
func bodyText(_ response: String) -> String {
    response.firstRange(of: "\r\n\r\n").map { String(response[$0.upperBound...]) } ?? ""
}
