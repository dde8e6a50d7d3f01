/// How a connection behaves and what a query may cost.
public struct ODBCOptions: Sendable {
    /// How long connecting may take, in seconds; 0 leaves it to the driver.
    public var loginTimeout: Int
    /// How long a statement may take, in seconds; 0 leaves it to the driver. Not every driver keeps it.
    public var queryTimeout: Int
    /// Tells the driver that nothing will be written. Not every driver enforces it: give the hub an account that
    /// can only read.
    public var isReadOnly: Bool
    /// The longest value in bytes.
    public var maxCellBytes: Int

    /// Options for reading other people's databases.
    public init(
        loginTimeout: Int = 15, queryTimeout: Int = 300, isReadOnly: Bool = true, maxCellBytes: Int = 16 << 20
    ) {
        self.loginTimeout = max(0, min(loginTimeout, 86_400))
        self.queryTimeout = max(0, min(queryTimeout, 86_400))
        self.isReadOnly = isReadOnly
        self.maxCellBytes = max(0, min(maxCellBytes, 1 << 30))
    }
}
