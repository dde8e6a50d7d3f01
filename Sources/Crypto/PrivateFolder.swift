import Glibc

/// What has to be done when a file of the hub is made or renamed in a folder of its own.
public enum PrivateFolder {
    /// Gives what root has made in a folder to the folder's owner, as whom the hub serves: it could not open its own file otherwise.
    public static func giveToOwner(of folder: String, _ path: String) {
        var facts = stat()
        guard geteuid() == 0, unsafe stat(folder, &facts) == 0 else { return }
        _ = unsafe lchown(path, facts.st_uid, facts.st_gid)
    }

    /// Makes names in a folder last.
    public static func sync(_ folder: String) {
        let directory = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }
}
