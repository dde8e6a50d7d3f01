import Foundation
import TestServers
import Testing

/// Clients that no one here wrote read the real binary, unchanged. `make conformance` runs the long forms.
@Suite(.serialized) struct ForeignClientTests {
    /// What is imported, and the package that gives it, for each check.
    private static let needs: [String: [(module: String, package: String)]] = [
        "features": [("owslib", "owslib==0.35.0")],
        "catalog": [("rdflib", "rdflib==7.6.0")],
        "generated": [("openapi_python_client", "openapi-python-client==0.29.1")],
        "gdal": [("pandas", "pandas==2.3.3"), ("pyogrio", "pyogrio==0.13.0"), ("geopandas", "geopandas==1.1.1")],
        "tables": [("pandas", "pandas==2.3.3")],
        "schemas": [("jsonschema", "jsonschema==4.26.0"), ("openapi_spec_validator", "openapi-spec-validator==0.9.0")],
    ]

    private static func python(_ check: String) -> String? {
        var python: String?
        for need in needs[check] ?? [] {
            python = TestPython.having(need.module, need.package)
            if python == nil { return nil }
        }
        return python
    }

    /// The long form takes ten minutes for the generated requests alone.
    @Test(.timeLimit(.minutes(20))) func foreignClientsReadTheFeeds() throws {
        let hub = try ConformanceHub()
        for check in Self.needs.keys.sorted() {
            guard let python = Self.python(check) else {
                // Without the package there is nobody to read: a machine without the index of packages.
                print("skipped for want of its package: \(check)")
                continue
            }
            let failure = try hub.failure(of: check, python: python)
            #expect(failure == nil, "\(check): \(failure ?? "")")
        }
        try fuzz(hub)
    }

    /// schemathesis with all its checks, stateful; ten minutes of it when `ENVHUB_CONFORMANCE` is `whole`.
    private func fuzz(_ hub: ConformanceHub) throws {
        guard let python = TestPython.having("schemathesis", "schemathesis==4.32.5") else {
            print("skipped for want of its package: schemathesis")
            return
        }
        let isWhole = ProcessInfo.processInfo.environment["ENVHUB_CONFORMANCE"] == "whole"
        let program = URL(filePath: python).deletingLastPathComponent().appending(path: "schemathesis").path
        let words =
            [program, "--config-file", ConformanceHub.folder + "/schemathesis.toml", "run", hub.url + "/openapi.json"]
            + ["-H", "Authorization: Bearer \(hub.key)", "--no-color", "--rate-limit", "40/s"]
            + (isWhole ? ["--max-time", "600", "--max-examples", "500"] : ["--max-examples", "3", "--seed", "1"])
        // It keeps a folder of its own where it is run.
        let ended = try TestProgram(["env", "-C", hub.folder] + words, environment: [:]).wait()
        #expect(ended.status == 0, "\((ended.output + ended.errors).suffix(6_000))")
    }
}
