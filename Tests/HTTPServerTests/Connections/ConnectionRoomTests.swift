import Foundation
import Testing

@testable import HTTPServer

@Suite struct ConnectionRoomTests {
    private func network(_ text: String) -> ClientNetwork {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(text, "1", &hints, &found) == 0, let first = unsafe found else {
            return ClientNetwork()
        }
        defer { unsafe freeaddrinfo(first) }
        return unsafe ClientNetwork(first.pointee.ai_addr)
    }

    @Test func oneNetworkIsOneClient() {
        #expect(network("192.0.2.7") == network("192.0.2.7") && network("192.0.2.7") != network("192.0.2.8"))
        #expect(network("192.0.2.7") != ClientNetwork())
        // Whoever has one address of a /64 has all of them.
        #expect(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"))
        #expect(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"))
        #expect(network("::ffff:192.0.2.7") == network("192.0.2.7"))
        #expect(network("::1") != ClientNetwork() && network("::1") != network("::2"))
    }

    @Test func placesAreTakenAndGivenBack() {
        let room = ConnectionRoom(most: 3, mostOfOne: 2)
        let (one, other) = (network("192.0.2.7"), network("2001:db8::1"))
        #expect(room.take(one) && room.take(one) && !room.take(one), "two of one network")
        #expect(room.take(other) && !room.take(other), "three of all")
        room.give(one)
        #expect(room.take(other) && !room.take(one))
        for _ in 0..<2 { room.give(other) }
        #expect(room.take(one) && !room.take(one))
    }

    @Test func withoutALimitOneMayHaveAll() {
        let room = ConnectionRoom(most: 100, mostOfOne: 0)
        #expect((0..<100).allSatisfy { _ in room.take(network("192.0.2.7")) } && !room.take(network("192.0.2.8")))
    }
}
