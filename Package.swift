// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor: a target may depend only on targets of lower floors (docs/architecture.md).
// `make check` builds with --explicit-target-dependency-import-check error, which holds every import to these lists.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A C library of Debian's: its header and link flags by pkg-config, its package by apt.
func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A room of the house.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of a room, with whatever else they use.
func exam(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, resources: resources,
        swiftSettings: strict)
}

let libraries: [Target] = [
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    library("CGnuTLS", pkgConfig: "gnutls", apt: "libgnutls28-dev"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    library("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    library("CODBC", pkgConfig: "odbc", apt: "unixodbc-dev"),
    library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CNettle", pkgConfig: "nettle", apt: "nettle-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
    library("CIconv", apt: "libc6-dev"),
    library("CSpawn", apt: "libc6-dev"),
    library("CEpoll", apt: "libc6-dev"),
    // The one C++ target: simdjson has no C interface, and Swift's C++ interoperability cannot call its `parse`.
    // Such a target cannot name its package, .ci/setup reads it here: apt: "libsimdjson-dev"
    .target(
        name: "CSimdJSON", path: "Sources/C/CSimdJSON", cxxSettings: [.unsafeFlags(["-O2"])],
        linkerSettings: [.linkedLibrary("simdjson")]),
    // Counts allocations; linked by the benchmarks alone.
    .target(name: "CAllocations", path: "Sources/C/CAllocations", cSettings: [.unsafeFlags(["-O2"])]),
]

let wrappers: [Target] = [
    room("Terminal"),
    room("HTTPClient", ["CCurl"]),
    room("Sockets", ["CEpoll"]),
    room("HTTPServer", ["CMicroHTTPD", "CGnuTLS", "Sockets"]),
    room("JSON", ["CSimdJSON"]),
    room("XML", ["CXML"]),
    room("CSV"),
    room("Spreadsheet", ["CXLSXWriter"]),
    room("HTML", ["Terminal"]),
    room("ODBC", ["CODBC"]),
    room("YAML", ["CYAML"]),
    room("SQLite", ["CSQLite"]),
    room("Crypto", ["COpenSSL", "CNettle"]),
    room("Compression", ["CZlib"]),
    room("TextEncoding", ["CIconv"]),
    room("Subprocess", ["CSpawn"]),
]

let words: [Target] = [
    room("Diagnostics", ["Terminal", "YAML"]),
    room("Model", ["Diagnostics", "YAML", "CSV"]),
    room("HJ212", ["Crypto"]),
]

let parts: [Target] = [
    room("Mappings", ["Model", "Diagnostics", "YAML"]),
    room("Feeds", ["Model", "Diagnostics", "YAML", "JSON", "Crypto"]),
    room("Storage", ["Model", "SQLite", "Crypto", "Compression"]),
    room("Identity", ["Model", "Diagnostics", "YAML"]),
    room("Inference", ["Model", "Diagnostics", "YAML", "JSON", "XML", "CSV", "TextEncoding"]),
    room(
        "Connectors",
        [
            "Model", "Diagnostics", "YAML", "HTTPClient", "JSON", "XML", "CSV", "ODBC", "TextEncoding", "Subprocess",
            "Compression",
        ]),
]

let edges: [Target] = [
    room(
        "Sync",
        [
            "Model", "JSON", "SQLite", "Diagnostics", "YAML", "Mappings", "Connectors", "Identity", "Storage", "Feeds",
            "Crypto",
        ]),
    room("Monitoring", ["Model", "SQLite", "Storage", "Connectors", "HJ212", "Sockets", "Crypto"]),
    room("Backups", ["SQLite", "Storage", "Crypto", "JSON", "Model"]),
    room("Dossiers", ["Model", "Storage", "SQLite", "JSON", "HTML", "Mappings", "Identity"]),
    room(
        "Serving",
        [
            "Model", "HTTPServer", "HTTPClient", "JSON", "CSV", "Spreadsheet", "HTML", "Storage", "Feeds", "Crypto",
            "Compression",
        ]),
]

let commands: [Target] = [
    room(
        "DemoSystems",
        ["Subprocess", "HTTPServer", "XML", "JSON", "CSV", "SQLite", "TextEncoding", "Model", "HJ212"]),
    .executableTarget(
        name: "envhub",
        dependencies: [
            "Terminal", "Diagnostics", "Model", "Mappings", "Feeds", "Storage", "Connectors", "Inference", "Sync",
            "Monitoring", "Serving", "DemoSystems", "Crypto", "YAML", "JSON", "HTTPServer", "HTTPClient", "HJ212",
            "Identity", "Dossiers", "Backups",
        ], swiftSettings: strict),
    .executableTarget(
        name: "envhub-bench",
        dependencies: [
            "CAllocations", "Terminal", "Diagnostics", "Model", "Feeds", "Storage", "Sync", "Serving", "Crypto",
            "SQLite", "HTTPServer", "HJ212", "Subprocess", "Sockets", "Monitoring", "Connectors", "Identity", "CSV",
        ],
        swiftSettings: strict),
]

let exams: [Target] = [
    // Servers that tests of several rooms start for themselves.
    .target(
        name: "TestServers", dependencies: ["Subprocess"], path: "Tests/TestServers", swiftSettings: strict),
    // What must hold whatever people write; `make fuzz` tries it with inputs that nobody thought of.
    .target(
        name: "FuzzTargets",
        dependencies: [
            "Connectors", "Crypto", "Diagnostics", "Feeds", "HJ212", "Identity", "JSON", "Mappings", "Model", "XML",
            "YAML",
        ],
        path: "Tests/Fuzz", exclude: ["Driver"], swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
    exam("Terminal"), exam("HTTPClient", ["HTTPServer", "Compression", "TestServers"]),
    exam("Sockets", ["TestServers"]), exam("HTTPServer", ["HTTPClient", "TestServers"]), exam("JSON"), exam("XML"),
    exam("CSV"), exam("HTML"), exam("ODBC", ["SQLite"]), exam("YAML"), exam("SQLite"), exam("Crypto", ["TestServers"]),
    exam("Compression"), exam("Spreadsheet", ["TestServers"]),
    exam("TextEncoding"), exam("Subprocess", ["TestServers"]),
    exam("Diagnostics", ["YAML"], resources: [.copy("Golden")]),
    exam("Model", ["CSV", "Diagnostics", "YAML"]), exam("HJ212", ["Crypto", "CSV"]),
    exam("Mappings", ["Model", "Diagnostics", "YAML"], resources: [.copy("Golden")]),
    exam("Feeds", ["Model", "Diagnostics", "YAML", "JSON"]),
    exam("Storage", ["Model", "SQLite", "Compression", "Crypto", "TestServers"]),
    exam("Identity", ["Model", "CSV", "Diagnostics"]),
    exam("Inference", ["Model", "Diagnostics", "CSV"]),
    exam(
        "Connectors",
        ["Model", "Diagnostics", "YAML", "HTTPServer", "SQLite", "HTTPClient", "Compression", "TestServers"]),
    exam("Sync", ["Model", "Storage", "Feeds", "Mappings", "Connectors", "SQLite", "TestServers"]),
    exam(
        "Monitoring",
        ["Model", "Diagnostics", "Storage", "Connectors", "HJ212", "Crypto", "SQLite", "Sockets", "TestServers"]),
    exam("Backups", ["Storage", "SQLite", "TestServers"]),
    exam("Dossiers", ["Diagnostics", "HTML", "Model", "Storage", "SQLite", "JSON", "XML", "TestServers"]),
    exam(
        "Serving",
        [
            "Connectors", "HTTPClient", "HTTPServer", "Model", "Storage", "Feeds", "SQLite", "Diagnostics", "JSON",
            "Crypto", "Sync",
            "TestServers",
        ]),
    exam(
        "DemoSystems",
        [
            "HTTPClient", "HTTPServer", "XML", "SQLite", "CSV", "Model", "Diagnostics", "YAML", "Mappings",
            "Connectors",
            "TestServers",
        ]),
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "Connectors",
            "Crypto",
            "DemoSystems",
            "Diagnostics",
            "Dossiers",
            "Feeds",
            "HTTPClient",
            "HTTPServer",
            "Identity",
            "Inference",
            "JSON",
            "Mappings",
            "Model",
            "Monitoring",
            "SQLite",
            "Storage",
            "Sync",
            "TestServers",
            "XML",
            "YAML",
            "envhub",
        ],
        exclude: ["Dossier/Golden", "Problems/Golden", "RealData/hub"], swiftSettings: strict),
]

/// libFuzzer's program has a `main` of its own and links only with the fuzzer: it is there when `make fuzz` asks for it.
let fuzzers: [Target] =
    Context.environment["ENVHUB_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "envhub-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Driver", swiftSettings: strict)
    ]

let package = Package(
    name: "envhub",
    products: [
        .executable(name: "envhub", targets: ["envhub"]), .executable(name: "envhub-bench", targets: ["envhub-bench"]),
    ],
    targets: libraries + wrappers + words + parts + edges + commands + exams + fuzzers,
    cxxLanguageStandard: .cxx17)
