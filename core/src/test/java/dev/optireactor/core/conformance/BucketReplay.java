package dev.optireactor.core.conformance;

import dev.optireactor.core.bucketing.HashPrefix;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays hashes and bucket values. */
final class BucketReplay {

    private BucketReplay() {}

    static @Nullable Difference replay(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree", "categories");
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("hash", fields.present("hash"));
        expected.put("bucketValue", fields.present("bucketValue"));
        return Comparison.between(expected, answer(fields));
    }

    static Map<String, Object> answer(Fields fields) {
        HashPrefix prefix = HashPrefix.of(fields.text("bucketingId"));
        String parentId = fields.text("parentId");
        return Map.of("hash", Integer.toUnsignedLong(prefix.hash(parentId)), "bucketValue", prefix.bucket(parentId));
    }
}
