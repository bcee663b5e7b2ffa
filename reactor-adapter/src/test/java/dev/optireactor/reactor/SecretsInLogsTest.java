package dev.optireactor.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link SecretsInLogs} looks at what all tests log; this one makes sure that it would find something. */
class SecretsInLogsTest {

    @ParameterizedTest
    @EnumSource(Conversation.class)
    void aUserInADebugMessageIsFound(Conversation conversation) {
        LoggerFactory.getLogger(conversation.loggerName()).debug("decided for {}", Secrets.ANNA);
        assertThat(SecretWatch.poll()).contains(conversation.loggerName(), "decided for " + Secrets.ANNA);
        assertThat(SecretWatch.poll()).isNull();
    }

    @Test
    void aKeyInTheCauseOfAFailureIsFound() {
        Throwable cause = new IllegalStateException("no answer from /datafiles/" + Secrets.SDK_KEY + ".json");
        logger().debug("failed", new IllegalStateException("fetch failed", cause));
        assertThat(SecretWatch.poll()).contains(Secrets.SDK_KEY);
    }

    @Test
    void atTraceOneMayNameUsers() {
        logger().trace("decided for {}", Secrets.ANNA);
        assertThat(SecretWatch.poll()).isNull();
    }

    private static Logger logger() {
        return LoggerFactory.getLogger("dev.optireactor.client");
    }
}
