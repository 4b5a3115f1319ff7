import Glibc

/// What the doctor says about the zone that times are shown in, and that `--at` is read in.
///
/// The C library takes a zone that it does not know for UTC and says nothing.
struct ZoneCheckUp {
    let environment: Environment

    func finding() -> Finding {
        guard let name = environment["TZ"] else {
            return Finding("clock.zone", .good, "Times are shown in this machine's zone.")
        }
        let zone = name.hasPrefix(":") ? String(name.dropFirst()) : name
        guard isFile(zone) || Self.isRule(zone) else {
            return Finding(
                "clock.zone", .warning, "TZ is \(visible(name, limit: 60)), which this machine does not know.",
                remedy: "Times are shown and read in UTC. Correct TZ; where it is right: apt-get install tzdata.")
        }
        return Finding("clock.zone", .good, "Times are shown in the zone \(visible(zone, limit: 60)).")
    }

    private func isFile(_ zone: String) -> Bool {
        let folder = environment["TZDIR"] ?? "/usr/share/zoneinfo"
        var status = stat()
        return stat(zone.hasPrefix("/") ? zone : "\(folder)/\(zone)", &status) == 0
            && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether the zone is told by a rule, as POSIX has it: `EST5EDT`, `<+03>-3`.
    static func isRule(_ zone: String) -> Bool {
        let behind: Substring
        if zone.hasPrefix("<") {
            guard let end = zone.firstIndex(of: ">") else { return false }
            behind = zone[zone.index(after: end)...]
        } else {
            let letters = zone.prefix { $0.isASCII && $0.isLetter }
            if ["UTC", "GMT"].contains(zone) { return true }
            guard letters.count >= 3 else { return false }
            behind = zone[letters.endIndex...]
        }
        let digits = behind.drop { "+-".contains($0) }
        return behind.count - digits.count <= 1 && digits.first.map { $0.isASCII && $0.isNumber } ?? false
    }
}
