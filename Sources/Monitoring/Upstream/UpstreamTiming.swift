/// Waits of ``UpstreamLink`` that no file sets, in milliseconds.
struct UpstreamTiming: Sendable {
    /// The wait after the first failure, and the longest.
    var firstWait: Int64 = 1_000
    var longestWait: Int64 = 60_000
    /// How long a connection may take to come about.
    var connecting: Int64 = 15_000
    /// How long a platform that takes nothing is left alone, at first and at most.
    var firstHold: Int64 = 10_000
    var longestHold: Int64 = 300_000
    /// After how long without a line end an answer is taken as it is.
    var silence: Int64 = 500
    /// How long confirmed packets wait for the devices' next commit before they get one of their own.
    var settling: Int64 = 50
}
