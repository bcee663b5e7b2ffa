package dev.optireactor.core.benchmark;

import com.launchdarkly.sdk.ContextBuilder;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.FileData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** LaunchDarkly's SDK on a file, with no events and no log. */
final class LaunchDarklySdk {

    private LaunchDarklySdk() {}

    static LDClient client(SampleProject project) {
        try {
            Path file = Files.createTempFile("benchmark", ".json");
            Files.writeString(file, LaunchDarklyData.write(project));
            LDClient client = new LDClient(
                    "sdk-key",
                    new LDConfig.Builder()
                            .dataSource(FileData.dataSource().filePaths(file))
                            .events(Components.noEvents())
                            .logging(Components.noLogging())
                            .build());
            Files.delete(file);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<LDContext> users() {
        return Users.all(LaunchDarklySdk::user);
    }

    private static LDContext user(Users.User user) {
        ContextBuilder context = LDContext.builder(user.id());
        user.attributes().forEach((key, value) -> context.set(key, value(value)));
        return context.build();
    }

    private static LDValue value(Object value) {
        if (value instanceof String text) {
            return LDValue.of(text);
        }
        return value instanceof Boolean flag ? LDValue.of(flag) : LDValue.of(((Number) value).doubleValue());
    }
}
