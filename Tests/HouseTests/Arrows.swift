/// Who may know whom: each target with all that it may import besides the toolchain's own modules.
enum Arrows {
    static let allowed: [String: Set<String>] = [
        "Messaging": [],
        "CRMAPI": ["Messaging", "HTTPTypes"],
        "TwilioAPI": ["Messaging", "HTTPTypes"],
        "PhoneNumbers": ["Messaging", "CPhoneNumber"],
        "Secrets": ["COpenSSL"],
        "Transport": ["HTTPTypes", "CCurl"],
        "Twilio": ["Messaging", "TwilioAPI", "PhoneNumbers", "Transport", "HTTPTypes"],
        "Drawing": [],
        "Inbox": ["Messaging", "Drawing"],
        "LocalStore": ["Messaging", "GRDB", "GRDBSQLite"],
        "Sync": ["Messaging", "CRMAPI", "TwilioAPI", "Twilio", "Transport", "LocalStore", "Secrets", "HTTPTypes"],
        "Terminal": ["Drawing", "CNcurses", "CTerminalRescue"],
        // It knows Secrets for the guards that every process of the house has.
        "leadline": [
            "Messaging", "Secrets", "Inbox", "Drawing", "Terminal", "LocalStore", "Sync", "Transport", "Twilio",
            "TwilioAPI", "PhoneNumbers", "CMalloc", "CSpawn", "ArgumentParser", "TOMLKit", "Logging",
        ],
        "ServerStore": ["Messaging", "GRDB", "GRDBSQLite", "CPostgres"],
        "CRM": ["Messaging", "TwilioAPI", "Twilio", "PhoneNumbers", "Secrets", "Transport", "ServerStore"],
        // Records are told as they are stored; who changes one asks CRM. The server library comes in several modules.
        "ServerHTTP": [
            "Messaging", "CRMAPI", "Secrets", "ServerStore", "CRM", "Hummingbird", "HummingbirdCore", "NIOCore",
            "Logging", "HTTPTypes",
        ],
        "leadline-server": [
            "Messaging", "CRMAPI", "Secrets", "Transport", "Twilio", "ServerStore", "CRM", "ServerHTTP",
            "ArgumentParser",
        ],
        "TwilioSimulator": [
            "Messaging", "Secrets", "Transport", "Hummingbird", "HummingbirdCore", "NIOCore", "Logging", "HTTPTypes",
        ],
        "twilio-simulator": ["TwilioSimulator", "ArgumentParser"],
    ]

    /// Targets that decide in values: no clock, no disk, no network, no Foundation beyond its essentials.
    static let pure: Set<String> = ["Messaging", "CRMAPI", "TwilioAPI", "Drawing", "Inbox"]
    /// Folders of other targets that keep the same promise.
    static let pureFolders = ["Sources/Client/Sync/Plan/", "Sources/Client/Sync/Remotes/Twilio/Lists/Plan/"]

    static let pureModules: Set<String> = ["FoundationEssentials", "Swift"]
    static let toolchain: Set<String> = [
        "Swift", "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
    ]

    /// The constants of the manifest that stand for products of other packages.
    static let products = [
        "argumentParser": "ArgumentParser", "grdb": "GRDB", "grdbSQLite": "GRDBSQLite", "httpTypes": "HTTPTypes",
        "hummingbird": "Hummingbird", "hummingbirdCore": "HummingbirdCore", "logging": "Logging", "nioCore": "NIOCore",
        "toml": "TOMLKit",
    ]
}
