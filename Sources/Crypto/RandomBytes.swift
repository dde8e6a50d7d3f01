import COpenSSL

/// Bytes that nobody can guess. Throws `noRandomness` rather than give others.
public func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    guard count <= Int(CInt.max), unsafe RAND_bytes(&bytes, CInt(count)) == 1 else { throw .noRandomness }
    return bytes
}
