import Glibc

/// The retired keys of a hub: files of public keys, whose names say when they retired.
///
///     state/signing/retired/ed25519.1796036523000.pem
struct RetiredKeyFiles {
    let folder: String
    private let parent: String

    private static let longest = 16 * 1024

    init(signing folder: String) {
        parent = folder
        self.folder = folder + "/retired"
    }

    /// All of them, the one that retired last first. Throws `keyFile` for one that cannot be read or is no key.
    func load() throws(CryptoError) -> [RetiredKey] {
        var keys: [RetiredKey] = []
        for name in try names() {
            let parts = name.split(separator: ".")
            guard parts.count == 3, parts[2] == "pem", let algorithm = SignatureAlgorithm(rawValue: String(parts[0])),
                let time = Int64(parts[1])
            else { continue }
            keys.append(RetiredKey(publicKey: try read(name, algorithm), retired: time))
        }
        return keys.sorted { $0.retired > $1.retired }
    }

    /// Keeps a key that retires at a time, in milliseconds since 1970.
    func keep(_ key: PublicKey, at time: Int64) throws(CryptoError) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw systemFailure(folder) }
        PrivateFolder.giveToOwner(of: parent, folder)
        let file = try PrivateFile(creating: "\(folder)/\(key.algorithm.rawValue).\(time).pem")
        PrivateFolder.giveToOwner(of: parent, file.path)
        try file.write(key.pem)
        PrivateFolder.sync(folder)
    }

    private func names() throws(CryptoError) -> [String] {
        guard let listing = unsafe opendir(folder) else {
            if errno == ENOENT { return [] }
            throw systemFailure(folder)
        }
        defer { unsafe closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            names.append(
                unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }

    private func read(_ name: String, _ algorithm: SignatureAlgorithm) throws(CryptoError) -> PublicKey {
        let path = "\(folder)/\(name)"
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw systemFailure(path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw systemFailure(path) }
        do { return try PublicKey(pem: Array(bytes.prefix(count)), algorithm) } catch {
            throw .keyFile(path: path, reason: "\(error)")
        }
    }

    private func systemFailure(_ path: String) -> CryptoError {
        .keyFile(path: path, reason: unsafe String(cString: strerror(errno)))
    }
}
