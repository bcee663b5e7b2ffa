package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInflaterTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000, 100_000})
    void inflatesWhateverTheSizeOfThePieces(int pieceSize) throws DataFormatException {
        byte[] text = text(50_000);
        assertThat(inflate(gzip(text), pieceSize, 1 << 20)).isEqualTo(text);
    }

    @Test
    void inflatesWhatIsMuchLargerThanItsCompressedForm() throws DataFormatException {
        byte[] zeros = new byte[1 << 20];
        assertThat(inflate(gzip(zeros), 1 << 20, 1 << 20)).isEqualTo(zeros);
    }

    @Test
    void inflatesSeveralMembersInARow() throws DataFormatException {
        byte[] both = concatenate(gzip(text(10)), gzip(text(20)));
        assertThat(inflate(both, 3, 1000)).isEqualTo(concatenate(text(10), text(20)));
    }

    @Test
    void skipsTheOptionalPartsOfTheHeader() throws DataFormatException {
        byte[] plain = gzip(text(100));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] options = {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(inflate(concatenate(concatenate(header, options), rest), 1, 1000))
                .isEqualTo(text(100));
    }

    @Test
    void stopsAtTheLimitLongBeforeEverythingIsInflated() {
        byte[] bomb = gzip(new byte[50 << 20]);
        assertThatThrownBy(() -> inflate(bomb, bomb.length, 10_000)).isInstanceOf(BoundedBytes.Exceeded.class);
    }

    @Test
    void acceptsABodyThatIsExactlyAsLargeAsTheLimit() throws DataFormatException {
        assertThat(inflate(gzip(text(1000)), 10, 1000)).hasSize(1000);
    }

    @Test
    void refusesWhatIsNotGzip() {
        assertThatThrownBy(() -> inflate("{\"version\":\"4\"}".getBytes(StandardCharsets.UTF_8), 5, 1000))
                .isInstanceOf(DataFormatException.class);
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] damaged = gzip(text(1000));
        damaged[damaged.length - 8]++;
        assertThatThrownBy(() -> inflate(damaged, 10, 1000))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void knowsThatAnEarlyEndIsNotTheEnd() throws DataFormatException {
        byte[] whole = gzip(text(1000));
        try (GzipInflater inflater = new GzipInflater()) {
            BoundedBytes output = new BoundedBytes(1000);
            inflater.write(Arrays.copyOf(whole, whole.length - 1), output);
            assertThat(inflater.isComplete()).isFalse();
            inflater.write(new byte[] {whole[whole.length - 1]}, output);
            assertThat(inflater.isComplete()).isTrue();
        }
    }

    @Test
    void ignoresPiecesAfterItWasClosed() throws DataFormatException {
        BoundedBytes output = new BoundedBytes(1000);
        GzipInflater inflater = new GzipInflater();
        inflater.close();
        inflater.close();
        inflater.write(gzip(text(100)), output);
        assertThat(output.toByteArray()).isEmpty();
    }

    private static byte[] inflate(byte[] compressed, int pieceSize, int limit) throws DataFormatException {
        try (GzipInflater inflater = new GzipInflater()) {
            BoundedBytes output = new BoundedBytes(limit);
            for (int at = 0; at < compressed.length; at += pieceSize) {
                inflater.write(Arrays.copyOfRange(compressed, at, Math.min(compressed.length, at + pieceSize)), output);
            }
            assertThat(inflater.isComplete()).isTrue();
            return output.toByteArray();
        }
    }

    private static byte[] text(int length) {
        Random random = new Random(length);
        byte[] text = new byte[length];
        for (int at = 0; at < length; at++) {
            text[at] = (byte) ('a' + random.nextInt(20));
        }
        return text;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
