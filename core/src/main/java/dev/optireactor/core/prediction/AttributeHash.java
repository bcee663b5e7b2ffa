package dev.optireactor.core.prediction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether a prediction was made from the same attributes. */
public final class AttributeHash {

    private AttributeHash() {}

    /**
     * {@return the hash of the attributes, whatever their order; equal to the Python SDK's, so that a cache can be
     * shared}
     *
     * @param attributes values by attribute id. What a {@link PredictionRequest} leaves out is left out here, except
     *     numbers that are not finite: officially each of them is a value like any other
     */
    public static String of(Map<String, ?> attributes) {
        Map<String, @Nullable Object> hashed = SentAttributes.of(attributes);
        attributes.forEach((id, value) -> {
            if (isNotFinite(value)) {
                hashed.put(id, value);
            }
        });
        String text = PythonJson.write(hashed);
        return HexFormat.of().formatHex(md5().digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean isNotFinite(@Nullable Object value) {
        return (value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has MD5", impossible);
        }
    }
}
