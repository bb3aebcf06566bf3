package dev.ingot.net;

import java.util.Set;

/// What a server asks of the certificates of its clients.
///
/// @param authority who must have signed them, where they are verified
/// @param names of which a certificate must have one, as DNS name, e-mail address, IP address or
///   URI; empty for any
public record ClientCertificates(Demand demand, PemSource authority, Set<String> names) {
    /// None is asked for.
    public static final ClientCertificates NONE = signedBy(PemSource.ofFile("client_ca", ""));

    /// The five policies that servers know, from the laxest to the strictest.
    public enum Demand {
        NONE,
        /// Any will do, and so will none.
        REQUESTED,
        /// Any will do.
        REQUIRED,
        /// None will do, but one that is shown must be in order.
        VERIFIED_IF_GIVEN,
        VERIFIED;

        public boolean verifies() {
            return this == VERIFIED_IF_GIVEN || this == VERIFIED;
        }
    }

    /// Every client must show a certificate of this authority; none, where it is not set.
    public static ClientCertificates signedBy(PemSource authority) {
        Demand demand = authority.isSet() ? Demand.VERIFIED : Demand.NONE;
        return new ClientCertificates(demand, authority, Set.of());
    }

    /// Whether nobody gets in whom the authority does not know.
    public boolean areVerified() {
        return demand == Demand.VERIFIED;
    }
}
