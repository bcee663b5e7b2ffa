package dev.optireactor.reactor.segment;

import dev.optireactor.core.datafile.Integration;
import dev.optireactor.core.project.Project;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a project's Data Platform is, and the key to it. */
record OdpTarget(String host, String apiKey) {

    /** {@return the target, not yet checked; null if the project is not integrated: host or key are missing} */
    static @Nullable OdpTarget of(@Nullable Project project) {
        Integration integration = project == null ? null : project.odpIntegration();
        if (integration == null) {
            return null;
        }
        String host = integration.host();
        String apiKey = integration.publicKey();
        return host == null || host.isEmpty() || apiKey == null || apiKey.isEmpty()
                ? null
                : new OdpTarget(host, apiKey);
    }

    /** Whether two projects are connected with the same place, if with any, and use the same segments, in any order. */
    static boolean isUnchanged(@Nullable Project previous, Project current) {
        return previous != null
                && Objects.equals(of(previous), of(current))
                && new HashSet<>(previous.segments()).equals(new HashSet<>(current.segments()));
    }

    /** The address of a resource; to be called only on an allowed host, since others may be no addresses at all. */
    URI resolve(String path) {
        return resolve(host, path);
    }

    static URI resolve(String host, String path) {
        return URI.create(host.endsWith("/") ? host.substring(0, host.length() - 1) + path : host + path);
    }

    @Override
    public String toString() {
        return "OdpTarget[host=" + host + "]";
    }
}
