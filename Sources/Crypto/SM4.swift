import COpenSSL

/// SM4 (GB/T 32907-2016) block by block, each for itself (ECB), without padding.
///
/// Equal blocks give equal ciphers, so it hides little; protocols that ask for it get it, nothing else should.
public struct SM4: Sendable, Equatable {
    /// The size of a block, and of a key, in bytes.
    public static let blockSize = 16

    private let key: [UInt8]

    /// A cipher under a key; nil when the key is not 16 bytes.
    public init?(key: [UInt8]) {
        guard key.count == Self.blockSize else { return nil }
        self.key = key
    }

    /// The cipher of whole blocks; nil when the last block is not whole.
    ///
    /// The C function is `EVP_EncryptUpdate`.
    public func encrypt(_ blocks: [UInt8]) -> [UInt8]? { run(blocks, encrypts: 1) }

    /// The plain text of whole blocks; nil when the last block is not whole.
    ///
    /// The C function is `EVP_DecryptUpdate`.
    public func decrypt(_ blocks: [UInt8]) -> [UInt8]? { run(blocks, encrypts: 0) }

    private func run(_ blocks: [UInt8], encrypts: CInt) -> [UInt8]? {
        guard blocks.count.isMultiple(of: Self.blockSize) else { return nil }
        guard !blocks.isEmpty else { return [] }
        guard let context = unsafe EVP_CIPHER_CTX_new() else { fatalError("no memory") }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        let started = unsafe key.withUnsafeBufferPointer {
            unsafe EVP_CipherInit_ex(context, EVP_sm4_ecb(), nil, $0.baseAddress, nil, encrypts)
        }
        precondition(started == 1, "the cryptographic library has no SM4")
        unsafe EVP_CIPHER_CTX_set_padding(context, 0)
        var result = [UInt8](repeating: 0, count: blocks.count)
        var count: CInt = 0
        let done = unsafe result.withUnsafeMutableBufferPointer { target in
            unsafe blocks.withUnsafeBufferPointer { source in
                unsafe EVP_CipherUpdate(context, target.baseAddress, &count, source.baseAddress, CInt(source.count))
            }
        }
        return done == 1 && Int(count) == blocks.count ? result : nil
    }
}
