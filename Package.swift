// swift-tools-version: 6.2
import PackageDescription

// Every target is held to the same settings; a warning is an error.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// How the programs are linked that are installed. What has to be adjusted at the start is packed, equal code is kept once,
// and no names are left for others to link to: a process then has to touch and to keep several megabytes less.
let compact =
    ["-use-ld=lld"]
    + ["-z", "pack-relative-relocs", "--icf=safe", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] }

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

func system(_ name: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)")
}

func native(_ name: String, links: [String]) -> Target {
    .target(name: name, path: "Sources/System/\(name)", linkerSettings: links.map { .linkedLibrary($0) })
}

func module(_ room: String, _ name: String, _ uses: [Target.Dependency] = [], _ extra: [SwiftSetting] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(room)/\(name)", swiftSettings: settings + extra)
}

func program(_ room: String, _ name: String, _ uses: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: uses, path: "Sources/\(room)/\(name)", swiftSettings: settings,
        linkerSettings: [.unsafeFlags(compact, .when(configuration: .release))])
}

func tests(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: settings)
}

let targets: [Target] = [
    // System: C alone.
    system("CCurl"), system("CMalloc"), system("CNcurses"), system("COpenSSL"), system("CPostgres"), system("CSpawn"),
    native("CPhoneNumber", links: []),
    .target(name: "CTerminalRescue", path: "Sources/System/CTerminalRescue"),

    // Shared: both halves.
    module("Shared", "Messaging"),
    module("Shared", "CRMAPI", ["Messaging", httpTypes]),
    module("Shared", "TwilioAPI", ["Messaging", httpTypes]),
    module("Shared", "PhoneNumbers", ["Messaging", "CPhoneNumber"]),
    module("Shared", "Secrets", ["COpenSSL"]),
    module("Shared", "Transport", [httpTypes, "CCurl"]),
    module("Shared", "Twilio", ["Messaging", "TwilioAPI", "PhoneNumbers", "Transport", httpTypes]),

    // Client: the program people see.
    module("Client", "Drawing"),
    module("Client", "Inbox", ["Messaging", "Drawing"]),
    module("Client", "LocalStore", ["Messaging", grdb, grdbSQLite]),
    module(
        "Client", "Sync",
        ["Messaging", "CRMAPI", "TwilioAPI", "Twilio", "Transport", "LocalStore", "Secrets", httpTypes]),
    module("Client", "Terminal", ["Drawing", "CNcurses", "CTerminalRescue"], [.defaultIsolation(MainActor.self)]),
    program(
        "Client", "leadline",
        [
            "Messaging", "Secrets", "Inbox", "Drawing", "Terminal", "LocalStore", "Sync", "Transport", "TwilioAPI",
            "Twilio", "PhoneNumbers", "CMalloc", "CSpawn",
            argumentParser, logging, toml,
        ]),

    // Server: the tenants' half.
    module("Server", "ServerStore", ["Messaging", grdb, grdbSQLite, "CPostgres"]),
    module(
        "Server", "CRM", ["Messaging", "TwilioAPI", "Twilio", "PhoneNumbers", "Secrets", "Transport", "ServerStore"]),
    module(
        "Server", "ServerHTTP",
        [
            "Messaging", "CRMAPI", "Secrets", "ServerStore", "CRM",
            hummingbird, hummingbirdCore, httpTypes, logging, nioCore,
        ]),
    program(
        "Server", "leadline-server",
        [
            "Messaging", "CRMAPI", "Secrets", "Transport", "Twilio", "ServerStore", "CRM", "ServerHTTP", argumentParser,
        ]),

    // Simulator: demo and tests only.
    module(
        "Simulator", "TwilioSimulator",
        ["Messaging", "Secrets", "Transport", hummingbird, hummingbirdCore, httpTypes, logging, nioCore]),
    program("Simulator", "twilio-simulator", ["TwilioSimulator", argumentParser]),

    // Tests.
    .target(
        name: "TestSupport",
        dependencies: ["Messaging", "Transport", "Drawing", "Inbox", "LocalStore", httpTypes],
        path: "Tests/TestSupport", swiftSettings: settings),
    .target(
        name: "ServerTestSupport", dependencies: ["Messaging", "ServerStore", "TestSupport", "CSpawn"],
        path: "Tests/ServerTestSupport", swiftSettings: settings),
    tests("MessagingTests", ["Messaging", "TestSupport"]),
    tests("CRMAPITests", ["CRMAPI", "Messaging", "TestSupport", httpTypes]),
    tests("TwilioAPITests", ["TwilioAPI", "Messaging", "Secrets", httpTypes]),
    tests("PhoneNumbersTests", ["PhoneNumbers", "Messaging"]),
    tests("SecretsTests", ["Secrets"]),
    tests("TransportTests", ["Transport", httpTypes]),
    tests(
        "TwilioTests",
        [
            "Twilio", "TwilioAPI", "Messaging", "PhoneNumbers", "Transport", "TwilioSimulator", "TestSupport",
            httpTypes,
        ]),
    tests("DrawingTests", ["Drawing"]),
    tests("InboxTests", ["Inbox", "Drawing", "Messaging", "TestSupport"]),
    tests("ScreenTests", ["Inbox", "Drawing", "Messaging", "TestSupport"]),
    tests("LocalStoreTests", ["LocalStore", "Messaging", "TestSupport", grdb]),
    tests(
        "SyncTests",
        [
            "Sync", "CRMAPI", "LocalStore", "Messaging", "Twilio", "TwilioAPI", "PhoneNumbers", "Transport",
            "TestSupport",
            httpTypes, grdb,
        ]),
    tests("TerminalTests", ["Terminal", "Drawing", "TestSupport"]),
    tests(
        "LeadlineTests",
        [
            "leadline", "Messaging", "PhoneNumbers", "LocalStore", "Inbox", "Drawing", "TestSupport", "Transport",
            httpTypes, logging, toml, grdb,
        ]),
    tests(
        "ServerHTTPTests",
        [
            "ServerHTTP", "CRM", "CRMAPI", "ServerStore", "Secrets", "Messaging", "Transport", "Twilio",
            "TwilioSimulator", "TestSupport",
            "ServerTestSupport", httpTypes,
        ]),
    tests(
        "LeadlineServerTests",
        [
            "leadline-server", "ServerHTTP", "CRM", "CRMAPI", "ServerStore", "Secrets", "Messaging", "Transport",
            "TestSupport", "ServerTestSupport", "TwilioSimulator", httpTypes,
        ]),
    tests("TwilioSimulatorTests", ["TwilioSimulator", "Messaging", "Secrets", "Transport", httpTypes]),
    tests(
        "EndToEndTests",
        [
            "Messaging", "LocalStore", "Sync", "Twilio", "TwilioAPI", "PhoneNumbers", "Transport", "TwilioSimulator",
            "TestSupport", "leadline", httpTypes,
        ]),
    tests(
        "CRMTests",
        [
            "CRM", "ServerStore", "ServerTestSupport", "TwilioSimulator", "Twilio", "TwilioAPI", "PhoneNumbers",
            "Secrets", "Transport", "Messaging", "TestSupport",
        ]),
    tests("ServerStoreTests", ["ServerStore", "ServerTestSupport", "Messaging", "TestSupport"]),
    tests("HouseTests", []),
]

let package = Package(
    name: "leadline",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: targets,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
