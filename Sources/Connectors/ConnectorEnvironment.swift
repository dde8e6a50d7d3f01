import Foundation

/// What a connector is opened in: where the hub's files are, and what it may look up.
public struct ConnectorEnvironment: Sendable {
    /// The hub directory: relative paths of connector files start here.
    public var hubDirectory: String
    /// Where a connector may keep what it can fetch again, such as a downloaded file.
    public var stateDirectory: String
    /// The environment variables that `env:` secrets are looked up in.
    public var variables: [String: String]
    /// Where notices of devices come from; nil in a process that has none.
    public var notices: (any NoticeSource)?

    /// An environment; nil variables are this process's.
    public init(hubDirectory: String, stateDirectory: String, variables: [String: String]? = nil) {
        self.hubDirectory = hubDirectory
        self.stateDirectory = stateDirectory
        self.variables = variables ?? ProcessInfo.processInfo.environment
    }

    /// `path`, relative to the hub directory unless it is absolute.
    func path(_ path: String) -> String {
        path.hasPrefix("/") ? path : hubDirectory + "/" + path
    }
}
