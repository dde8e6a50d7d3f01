import Glibc

extension SigningKeys {
    /// Puts a new key in the place of the one for an algorithm. The public half of the old one is kept among the retired keys before
    /// that, so that what it signed can be verified whatever happens in between.
    ///
    /// A process that has read the keys before signs with the old one until it reads them again.
    ///
    /// - Parameters:
    ///   - algorithm: which of the two keys.
    ///   - folder: the keys' folder; keys that are not there are made first.
    ///   - time: now, in milliseconds since 1970.
    /// - Returns: the keys as they are now.
    /// - Throws: `keyFile` when a file cannot be read or written: the old key is in its place then.
    public static func rotate(
        _ algorithm: SignatureAlgorithm, in folder: String, at time: Int64
    ) throws(CryptoError) -> SigningKeys {
        // Made where there is none.
        _ = try SigningKeys(folder: folder)
        let lock = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if lock >= 0 { close(lock) } }
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw .keyFile(path: folder, reason: unsafe String(cString: strerror(errno)))
        }
        let old = try SigningKeys(folder: folder)
        try RetiredKeyFiles(signing: folder).keep(old[algorithm].publicKey, at: time)
        try KeyFile(folder: folder, algorithm).replace(by: SigningKey(generating: algorithm))
        return try SigningKeys(folder: folder)
    }
}
