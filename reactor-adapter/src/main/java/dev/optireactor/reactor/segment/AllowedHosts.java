package dev.optireactor.reactor.segment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to talk to the host that a datafile names. A datafile comes from outside; without this rule, whoever
 * can change it could point servers at any address of their network, and would be sent user ids.
 */
final class AllowedHosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<String> suffixes;
    private final boolean insecure;

    /**
     * Makes a rule.
     *
     * @param suffixes domains, in lower case, that are allowed with all that is below them
     * @param insecure whether plain http is allowed too, and this machine as a host
     */
    AllowedHosts(List<String> suffixes, boolean insecure) {
        this.suffixes = List.copyOf(suffixes);
        this.insecure = insecure;
    }

    /** {@return why the base address is refused; null if it is allowed} */
    @Nullable
    String problem(String base) {
        URI uri;
        try {
            uri = new URI(base);
        } catch (URISyntaxException malformed) {
            return "api_host is not a URL";
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "api_host is not a URL";
        }
        if (uri.getRawUserInfo() != null) {
            return "api_host has a user name";
        }
        if (!scheme.equalsIgnoreCase("https") && !(insecure && scheme.equalsIgnoreCase("http"))) {
            return "api_host is not https";
        }
        return isAllowed(host.toLowerCase(Locale.ROOT))
                ? null
                : "api_host is not in an allowed domain, see OdpSettings";
    }

    private boolean isAllowed(String host) {
        if (insecure && LOOPBACK.contains(host)) {
            return true;
        }
        return suffixes.stream().anyMatch(suffix -> host.equals(suffix) || host.endsWith("." + suffix));
    }
}
