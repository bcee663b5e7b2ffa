package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redirects, which are followed only when told to, only so far, and without telling secrets. */
class RedirectsTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final DatafileCalls datafile = new DatafileCalls(running);

    @Test
    void refusesARedirectThatItWasNotToldToFollow() {
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(sandbox.uri().resolve("/elsewhere")));
        datafile.assertFails(
                RejectedException.class, failure -> assertThat(failure.status()).isEqualTo(302));
    }

    @Test
    void followsARedirectWithoutTellingTheTokenToAnotherHost() {
        OptimizelySandbox other = OptimizelySandbox.create().datafile(Secrets.SDK_KEY, DatafileCalls.DATAFILE);
        other.start().block(PATIENCE);
        URI elsewhere =
                URI.create("http://localhost:" + other.uri().getPort() + "/datafiles/" + Secrets.SDK_KEY + ".json");
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(elsewhere));
        HttpCall call = datafile.call()
                .followRedirects()
                .header("Authorization", "Bearer token")
                .build();
        assertThat(running.transport()
                        .send(call)
                        .blockOptional(PATIENCE)
                        .orElseThrow()
                        .text())
                .isEqualTo(DatafileCalls.DATAFILE);
        assertThat(other.received().requests().get(0).header("Authorization")).isEmpty();
        other.close().block(PATIENCE);
    }

    @Test
    void endsACircleOfRedirects() {
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(datafile.uri()));
        datafile.assertFails(
                datafile.call().followRedirects(),
                RejectedException.class,
                failure -> assertThat(failure.status()).isEqualTo(302));
        assertThat(sandbox.received().traffic(Endpoint.DATAFILE).received()).isEqualTo(6);
    }
}
