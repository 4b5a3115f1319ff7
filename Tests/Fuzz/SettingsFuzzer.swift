@testable import SettingsReading

/// A settings file is read or complained of; no command in it runs.
@_cdecl("LLVMFuzzerTestOneInput")
public func settingsFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do {
        let file = try SettingsFile(path: "config.toml", text: text)
        let environment = Environment([:])
        let settings = try Settings(file: file, path: "config.toml", environment: environment)
        for name in try settings.profileNames() {
            // A profile that is not understood is complained of, which is all that is asked here.
            _ = try? settings.profile(named: name)
        }
    } catch {}
    return 0
}
