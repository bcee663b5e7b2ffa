package dev.optireactor.reactor.segment;

import dev.optireactor.core.odp.OdpEvent;

/** Tells what a user id is. */
final class Identifier {

    private static final String VUID = "vuid";
    private static final String VUID_PREFIX = "vuid_";

    private Identifier() {}

    /** {@return {@code vuid} for an id that a client-side SDK has made up, else {@code fs_user_id}} */
    static String nameOf(String userId) {
        return userId.startsWith(VUID_PREFIX) && userId.length() > VUID_PREFIX.length() ? VUID : OdpEvent.USER_ID;
    }
}
