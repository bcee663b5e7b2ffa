package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.settings.Bounds;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a datafile is fetched from. Messages do not quote a finished address, for it holds the SDK key. */
final class DatafileAddress {

    private static final String PUBLIC_TEMPLATE = "https://cdn.optimizely.com/datafiles/%s.json";
    private static final String AUTHENTICATED_TEMPLATE = "https://config.optimizely.com/datafiles/auth/%s.json";

    private static final List<String> PLACEHOLDERS = List.of("%s", "{sdkKey}");

    private DatafileAddress() {}

    /** What the settings amount to: the address, else the template with the key, else that of the service. */
    static URI of(
            @Nullable String url, @Nullable String template, @Nullable String sdkKey, @Nullable String accessToken) {
        if (url != null) {
            return of(url);
        }
        if (sdkKey == null) {
            throw new IllegalArgumentException("Must provide at least one of sdk_key or url."
                    + " Call sdkKey, polling(p -> p.url(..)), datafile or datafileSource.");
        }
        if (template != null) {
            return of(template, sdkKey);
        }
        return of(accessToken == null ? PUBLIC_TEMPLATE : AUTHENTICATED_TEMPLATE, sdkKey);
    }

    /** The address itself, which beats any template and the key. */
    static URI of(String url) {
        URI address = parse(url);
        if (address == null) {
            throw new IllegalArgumentException("url must be an absolute http or https URL without blanks");
        }
        return address;
    }

    /** The template, with the key, percent-encoded, in place of each placeholder. */
    static URI of(String template, String sdkKey) {
        String encoded = URLEncoder.encode(sdkKey, StandardCharsets.UTF_8).replace("+", "%20");
        String url = template;
        for (String placeholder : PLACEHOLDERS) {
            url = url.replace(placeholder, encoded);
        }
        URI address = parse(url);
        if (address == null || url.equals(template)) {
            throw new IllegalArgumentException("Invalid url_template " + template
                    + " provided. It must be an absolute http or https URL without blanks, with %s or {sdkKey} in it.");
        }
        return address;
    }

    private static @Nullable URI parse(String url) {
        try {
            URI address = new URI(url);
            return Bounds.isHttp(address) ? address : null;
        } catch (URISyntaxException notUrl) {
            return null;
        }
    }
}
