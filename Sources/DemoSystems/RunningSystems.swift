public import Foundation
import SQLite
import Synchronization

/// The demo city's four business systems, running on this machine: a permit platform (HTTP and JSON), a hazardous-waste
/// service (SOAP), a solid-waste folder of GB 18030 files behind SFTP, a monitoring database behind ODBC.
///
/// They are real ones with their own transports, and all of the same seed: the same enterprises under different names and
/// keys, with mistakes of every kind. ``advance()`` lets changes happen at the sources.
public final class RunningSystems: Sendable {
    /// The folder that holds everything: files, keys, the database.
    public let directory: URL
    /// What all facts are made from.
    public let seed: UInt64
    /// What people should know, such as that there is no SFTP server on this machine and a folder takes its place.
    public let notes: [String]

    let city: SharedCity
    let platform: PermitPlatform
    let service: TransferService
    let folder: DeclarationFolder
    let fileServer: SecureFileServer?
    let database: MonitoringDatabase
    let passwords: (permit: String, waste: String)

    /// Starts the systems; they run until ``stop()``.
    ///
    /// - Throws: ``DemoError`` or the error of the system that does not start.
    public static func start(in directory: URL, seed: UInt64 = 4418) async throws -> RunningSystems {
        try RunningSystems(directory, seed)
    }

    private init(_ directory: URL, _ seed: UInt64) throws {
        self.directory = directory
        self.seed = seed
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let facts = DemoCity(seed: seed)
        var numbers = SeededNumbers(seed, "passwords")
        passwords = ("permit-\(numbers.below(1_000_000))", "waste-\(numbers.below(1_000_000))")
        folder = try DeclarationFolder(directory.appendingPathComponent("固废申报"))
        for period in DeclarationMaker.periods { try folder.export(period, of: facts) }
        database = try MonitoringDatabase(path: directory.appendingPathComponent("monitoring.db").path, city: facts)
        city = SharedCity(facts)
        platform = try PermitPlatform(city, seed: seed, password: passwords.permit)
        service = try TransferService(city, password: passwords.waste)
        var notes: [String] = []
        if let missing = SecureFileServer.missing {
            fileServer = nil
            notes.append("no SFTP: \(missing); the solid-waste files are read from a folder of this machine")
        } else {
            fileServer = try SecureFileServer(in: directory.appendingPathComponent("sftp"))
        }
        if MonitoringDatabase.driver == nil {
            notes.append(
                "no ODBC driver for SQLite (apt install libsqliteodbc): the monitoring database cannot be read")
        }
        self.notes = notes
    }

    /// Ends all systems. Doing it twice is harmless.
    public func stop() {
        platform.stop()
        service.stop()
        fileServer?.stop()
    }

    /// Lets ninety minutes pass, in which each of these happens once: a permit is extended, an outlet moves from water to
    /// air, an enterprise is renamed, another is cancelled, a manifest completed, a declaration corrected, a monitoring
    /// point vanishes, a value is measured.
    ///
    /// - Returns: what happened and what arrives of it in the feeds, once every connector has been run.
    public func advance() throws -> [ExpectedChange] {
        let (others, declaration, point, measured, copy) = city.withCity { city in
            city.now = city.now.adding(minutes: 90)
            let others = [
                city.extendPermit(), city.moveOutletToAir(), city.rename(), city.cancel(), city.completeManifest(),
            ].compactMap { $0 }
            let (declaration, point, measured) = (city.correctDeclaration(), city.dropPoint(), city.measure())
            return (others, declaration, point, measured, city)
        }
        var changes = others
        if let (change, period) = declaration {
            try folder.export(period, of: copy)
            changes.append(change)
        }
        if let (change, code) = point {
            try database.remove(point: code)
            changes.append(change)
        }
        if let (change, result) = measured {
            try database.insert(result, at: copy.points[result.point], nil)
            changes.append(change)
        }
        return changes
    }

    /// Lets the permit platform answer its next page with a fault, once.
    public func inject(_ fault: PlatformFault) { platform.inject(fault) }

    /// The mistakes in the systems' rows, of every kind.
    public var dirtyRows: [DirtyRows] {
        PermitDirt.report + ManifestDirt.report + DeclarationDirt.report + PointDirt.report + ResultDirt.report
    }
}

extension RunningSystems {
    /// What each connector brings when everything is pulled once, of the city as it is now.
    public var expectedRows: [ExpectedRows] { city.withCity { $0.expectedRows } }

    /// How many pollution sources there are then, when rows are linked by exact credit codes and permit numbers only.
    public var expectedSources: Int { city.withCity { $0.expectedSources } }
}
