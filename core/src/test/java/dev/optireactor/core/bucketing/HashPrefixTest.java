package dev.optireactor.core.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import com.optimizely.ab.bucketing.internal.MurmurHash3;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes and buckets as every official SDK computes them. */
class HashPrefixTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # bucketing id                | parent id   | bytes | hash       | bucket
            ppid1                         | 1886780721  | 15    | 2256854705 | 5254
            ppid2                         | 1886780721  | 15    | 1846603100 | 4299
            ppid2                         | 1886780722  | 15    | 1045634806 | 2434
            ppid3                         | 1886780721  | 15    | 2336050061 | 5439
            a very very very very very very very very very very very very very very very long ppd string | 1886780721 | 102 | 2632290317 | 6128
            user1                         | 111127      | 11    | 2225258589 | 5181
            test_user                     | 111127      | 15    | 1966234008 | 4577
            test_user_1                   | 211127      | 17    | 1038458016 | 2417
            ''                            | 111127      | 6     | 2195999549 | 5112
            user_1                        | 19228       | 11    | 2574510051 | 5994
            user_2                        | 19228       | 11    | 3661169863 | 8524
            ü                             | 1           | 3     | 1518352528 | 3535
            日本語ユーザー                  | 9300000010  | 31    | 3787098503 | 8817
            😀user                        | 9300000010  | 18    | 3503058612 | 8156
            é\u0301                       | 42          | 6     | 415460411  | 967
            user with space               | 77210100090 | 26    | 4287796136 | 9983
            user%20                       | 500         | 10    | 3262688296 | 7596
            tester                        | 10390977673 | 17    | 81481045   | 189
            tester                        | 3332020515  | 16    | 2910975064 | 6777
            bucketing-id-override         | 10390977673 | 32    | 903783935  | 2104
            0                             | ''          | 1     | 2992457707 | 6967
            ''                            | ''          | 0     | 1364076727 | 3175
            """)
    void hashesLikeTheOfficialSdks(String bucketingId, String parentId, int bytes, long hash, int bucket) {
        HashPrefix prefix = HashPrefix.of(bucketingId);
        assertThat((bucketingId + parentId).getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
        assertThat(Integer.toUnsignedLong(prefix.hash(parentId))).isEqualTo(hash);
        assertThat(prefix.bucket(parentId)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "u1,301,4807", "u2,301,4455", "wlbad,301,3251", "u1,501,1092", "u2,501,7385", "u3,501,2009", "u4,501,7611",
        "u5,501,4292", "u6,501,4469", "u1,502,1034", "u2,503,7091", "u1,71,3788", "u1,72,830", "u1,73,4359",
        "u1,74,278", "u1,302,364", "other,301,5673", "u1,G1,7186"
    })
    void bucketsTheUsersOfTheReferenceProject(String user, String parentId, int bucket) {
        assertThat(HashPrefix.of(user).bucket(parentId)).isEqualTo(bucket);
    }

    @Property(edgeCases = EdgeCasesMode.MIXIN)
    void splittingAKeyAnywhereChangesNothing(@ForAll("texts") String prefix, @ForAll("texts") String suffix) {
        String key = prefix + suffix;
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        int official = MurmurHash3.murmurhash3_x86_32(utf8, 0, utf8.length, 1);
        assertThat(HashPrefix.of(prefix).hash(suffix)).isEqualTo(official);
        assertThat(HashPrefix.of(key).hash("")).isEqualTo(official);
    }

    @Property
    void everyBucketIsInRangeAndGrowsWithTheHash(@ForAll("texts") String prefix, @ForAll("texts") String suffix) {
        HashPrefix hash = HashPrefix.of(prefix);
        long unsigned = Integer.toUnsignedLong(hash.hash(suffix));
        assertThat(hash.bucket(suffix)).isBetween(0, 9999).isEqualTo((int) Math.floor(unsigned / 4294967296.0 * 10000));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "\0", "a", "0", "\u007f", "\u0080", "é", "\u0301", "\u07ff", "\u0800", "語", "\uffff", "😀")
                .list()
                .ofMaxSize(9)
                .map(points -> String.join("", points));
    }
}
