package dev.optireactor.reactor;

import dev.optireactor.reactor.testing.SandboxExtension;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.test.StepVerifier;

/** Lets no verifier wait for ever: one that is not told how long to wait fails like the others. Registered for all tests. */
public final class BoundedVerifiers implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        StepVerifier.setDefaultTimeout(SandboxExtension.PATIENCE);
    }
}
