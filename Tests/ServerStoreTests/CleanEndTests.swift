import Foundation
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("A store that was closed")
struct CleanEndTests {
    @Test("The file alone holds all that was committed, though another process still has it open")
    func file() async throws {
        let place = try await StorePlace(.sqlite)
        let other = try await place.another()
        let (tenant, user) = try await place.tenant("ann")
        guard case .sqlite(let path) = place.address else { return }

        try await place.store.close()
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: path, toPath: folder.path + "/copy.sqlite")

        let copy = try await TenantStore(
            .sqlite(path: folder.path + "/copy.sqlite"), StoreSurroundings(place.clock), connections: 1)
        #expect(try await copy.read(tenant) { try $0.users.find(user)?.name } == "ann")
        try await copy.close()
        try await other.close()
    }
}
