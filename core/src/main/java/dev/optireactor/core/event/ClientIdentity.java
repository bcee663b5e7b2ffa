package dev.optireactor.core.event;

/**
 * Who sends events.
 *
 * @param name the SDK's name; not empty
 * @param version its version; not empty
 */
public record ClientIdentity(String name, String version) {

    /**
     * Refuses empty texts, which the services do not take.
     *
     * @param name the SDK's name; not empty
     * @param version its version; not empty
     */
    public ClientIdentity {
        if (name.isEmpty() || version.isEmpty()) {
            throw new IllegalArgumentException("the client's name and version must not be empty");
        }
    }
}
