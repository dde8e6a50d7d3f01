/// What is broken in a packet, with its place.
public struct PacketFault: Error, Sendable, Equatable {
    /// What is broken.
    public enum Kind: Sendable, Equatable {
        /// The checksum is another than that of the data segment.
        case checksum(written: UInt16, computed: UInt16)
        /// There are not four hexadecimal digits behind `&&`.
        case noChecksum
        /// The data segment is shorter or longer than declared, and the checksum does not fit either.
        case length(declared: Int, found: Int)
        /// There is no `CP=`.
        case noRegion
        /// `CP=` is not followed by `&&`.
        case openRegion
        /// A header field without `=`, or too long to be one.
        case header
        /// There is no MN, or an empty one.
        case noMN
        /// The MN has characters that none can have.
        case badMN
        /// There is no CN.
        case noCN
        /// The CN is not four digits.
        case badCN
        /// Flag is not a number from 0 to 255.
        case badFlag
        /// PNUM or PNO is no number from 1 to 9999, or PNO is above PNUM.
        case badParts
        /// A control character.
        case control(UInt8)
        /// Measured values without a `DataTime`.
        case noDataTime
        /// `DataTime` is no time.
        case badDataTime
        /// The data region is encrypted, and no key was given.
        case noKey
        /// The encrypted region is not as HJ 212-2025 has it.
        case badCipher
        /// One value is no number; the others stand.
        case badNumber
        /// One value is a number beyond 18 integer digits; the others stand.
        case hugeNumber
        /// One value is no time; the others stand.
        case badTime
        /// One value has no key; the others stand.
        case noFieldName
    }

    /// What is broken.
    public let kind: Kind
    /// The first byte concerned, from the start of the frame.
    public let offset: Int
    /// How many bytes are concerned; 0 when something is missing there.
    public let length: Int

    /// A fault with its place.
    public init(_ kind: Kind, at offset: Int, length: Int = 0) {
        self.kind = kind
        self.offset = offset
        self.length = length
    }

    /// Whether one value alone is concerned: the rest of the packet is good.
    public var isOfField: Bool {
        switch kind {
        case .badNumber, .hugeNumber, .badTime, .noFieldName: true
        default: false
        }
    }

    /// What a request with this fault is answered (QnRtn, HJ 212-2017 table 6); nil when only one value is concerned, which
    /// the standard does not answer.
    ///
    /// A wrong checksum, or a frame without one, is dropped without an answer unless ``RequestResult/checksum`` is sent on
    /// purpose: nothing in such a frame can be trusted, not even to whom to answer.
    public var requestResult: RequestResult? {
        switch kind {
        case .checksum, .noChecksum, .length: .checksum
        case .noMN, .badMN: .mn
        case .noCN, .badCN: .cn
        case .badFlag, .badParts: .flag
        case .badNumber, .hugeNumber, .badTime, .noFieldName: nil
        default: .unknown
        }
    }
}
