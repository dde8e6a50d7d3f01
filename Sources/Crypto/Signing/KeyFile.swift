import Glibc

/// The file of one private key.
struct KeyFile {
    let folder: String
    let path: String
    let algorithm: SignatureAlgorithm

    /// A key in PEM has some hundred bytes; a larger file is something else.
    private static let longest = 16 * 1024

    init(folder: String, _ algorithm: SignatureAlgorithm) {
        self.folder = folder
        self.algorithm = algorithm
        path = "\(folder)/\(algorithm.rawValue).pem"
    }

    /// The key of the file, which is made if it is not there.
    func load() throws(CryptoError) -> SigningKey {
        if let known = try read() { return known }
        let made = try SigningKey(generating: algorithm)
        try write(try made.privatePEM())
        // Another process may have been first: the file decides.
        guard let kept = try read() else { throw failure("it is gone again") }
        return kept
    }

    /// The key of the file; nil when there is none.
    private func read() throws(CryptoError) -> SigningKey? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw systemFailure() }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0 else { throw systemFailure() }
        guard facts.st_mode & 0o077 == 0 else {
            throw failure("others than its owner may read it; `chmod 600` it, and change the key if they did")
        }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw systemFailure() }
        do { return try SigningKey(pem: Array(bytes.prefix(count)), algorithm) } catch { throw failure("\(error)") }
    }

    /// Puts the key in place whole or not at all, and never over one that is there.
    private func write(_ pem: [UInt8]) throws(CryptoError) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw systemFailure() }
        let draft = try draft(pem)
        defer { unsafe unlink(draft) }
        // A link, unlike a renaming, fails when the name is taken.
        guard unsafe link(draft, path) == 0 || errno == EEXIST else { throw systemFailure() }
        PrivateFolder.sync(folder)
    }

    /// Puts another key in the place of the one that is there, whole or not at all.
    func replace(by key: SigningKey) throws(CryptoError) {
        let draft = try draft(try key.privatePEM())
        guard unsafe rename(draft, path) == 0 else {
            let failure = systemFailure()
            unsafe unlink(draft)
            throw failure
        }
        PrivateFolder.sync(folder)
    }

    /// A file beside the key's, which nobody knows yet.
    private func draft(_ pem: [UInt8]) throws(CryptoError) -> String {
        let draft = "\(path).\(getpid()).\(Hex.encode(try randomBytes(8)))"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw systemFailure() }
        PrivateFolder.giveToOwner(of: folder, draft)
        let written = unsafe Glibc.write(descriptor, pem, pem.count)
        let isKept = written == pem.count && fsync(descriptor) == 0
        close(descriptor)
        guard isKept else {
            let failure = systemFailure()
            unsafe unlink(draft)
            throw failure
        }
        return draft
    }

    private func systemFailure() -> CryptoError { failure(unsafe String(cString: strerror(errno))) }

    private func failure(_ reason: String) -> CryptoError { .keyFile(path: path, reason: reason) }
}
