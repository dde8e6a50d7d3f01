/// One thing in a remote folder.
public struct DirectoryEntry: Sendable, Equatable {
    /// What it is.
    public enum Kind: Sendable {
        /// A file.
        case file
        /// A folder.
        case folder
        /// A symbolic link to something.
        case link
        /// A device, a socket, a pipe.
        case other
    }

    /// The name's bytes as the server sent them; which encoding they are in, no server says.
    public var name: [UInt8]
    /// What it is.
    public var kind: Kind
    /// The size in bytes; nil when the listing has none.
    public var size: Int64?
    /// When it was last changed, in seconds of Unix time, as if the server's clock ran on UTC, to the minute, or for old
    /// files to the day: enough to see a change, too little to order events. `HTTPSession.inspect` knows better.
    public var modified: Int64?

    /// The name as UTF-8; nil when its bytes are none.
    public var text: String? { String(validating: name, as: UTF8.self) }

    /// The name percent-encoded, to be put behind the folder's address.
    public var pathComponent: String { percentEncoded(name) }
}

/// The lines of a folder's listing.
public struct DirectoryListing: Sendable, Equatable {
    /// What could be read, in the server's order, without `.` and `..`.
    public var entries: [DirectoryEntry] = []
    /// Lines of a form that is not known, up to 100: reading on without looking at them could miss a file.
    public var unreadable: [[UInt8]] = []

    /// An empty folder's.
    public init() {}
}

/// Bytes as a path component of an address (RFC 3986 section 2.1).
public func percentEncoded(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: text.append(byte)
        default: text += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: text, as: UTF8.self)
}
