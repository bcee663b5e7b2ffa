package dev.optireactor.reactor;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which an SDK key, a token or a user was named in a log above TRACE. Registered for all tests.
 * What is logged by a thread that works on after its class is blamed on a later one.
 */
public final class SecretsInLogs implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        String found = SecretWatch.poll();
        if (found != null) {
            throw new AssertionError("logged above TRACE: " + found);
        }
    }
}
