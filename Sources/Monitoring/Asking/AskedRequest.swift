import HJ212
import Storage

/// Something that a device is asked, from the first sending to its end.
struct AskedRequest {
    /// What is asked.
    enum Matter: Equatable {
        /// Readings that are missing.
        case history(SeriesPeriod, Gap)
        /// What time it is there.
        case clock
        /// To set its clock.
        case setClock
    }

    /// How it ended.
    enum End: Equatable {
        /// The device said so, or its answer is all there is to come.
        case done
        /// The device has no such data, or does not want to.
        case refused
        /// Nothing came in time.
        case noAnswer
    }

    let matter: Matter
    var qn: CivilStamp
    var tries = 1
    /// In the server's seconds.
    var sentAt: Int
    var heardAt: Int
    /// Whether the device has said that it will answer, or has begun to.
    var isTaken = false

    /// The command that is asked with, and that data comes with.
    var command: Int {
        switch matter {
        case .history(.minute, _): 2051
        case .history(.hour, _): 2061
        case .history(.day, _): 2031
        case .history: 2011
        case .clock: 1011
        case .setClock: 1012
        }
    }
}
