package dev.optireactor.core.conformance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A folder of vectors. Each file may be plain or compressed, with {@code .gz} after its name; a plain one comes first. */
record VectorFolder(Path root) {

    private static final String COMPRESSED = ".gz";

    /** {@return the folder among the test resources} */
    static VectorFolder builtIn() {
        URL url = Objects.requireNonNull(VectorFolder.class.getResource("/conformance"), "resource /conformance");
        try {
            return new VectorFolder(Path.of(url.toURI()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return whether there is such a file, or such a folder} */
    boolean has(String name) {
        return Files.exists(root.resolve(name)) || Files.exists(root.resolve(name + COMPRESSED));
    }

    /** {@return the names of what could hold vectors: folders, and files of JSON without {@code .gz}, in order} */
    List<String> contents() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> Files.isDirectory(entry) || isJson(entry))
                    .map(entry -> without(COMPRESSED, entry.getFileName().toString()))
                    .filter(name -> !name.startsWith("."))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UnreadableVectorException(root + " cannot be listed: " + unreadable, unreadable);
        }
    }

    private static boolean isJson(Path file) {
        String name = without(COMPRESSED, file.getFileName().toString());
        return name.endsWith(".json") || name.endsWith(".jsonl");
    }

    /** {@return the names of the files in a folder in here, without {@code .json} and {@code .gz}, in order} */
    List<String> documents(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> without(COMPRESSED, name))
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> without(".json", name))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UnreadableVectorException(folder + " cannot be listed: " + unreadable, unreadable);
        }
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** {@return the content of a file as it is} */
    byte[] bytes(String name) {
        Path plain = root.resolve(name);
        Path compressed = root.resolve(name + COMPRESSED);
        try {
            if (Files.exists(plain)) {
                return Files.readAllBytes(plain);
            }
            if (!Files.exists(compressed)) {
                throw new FileNotFoundException("there is neither " + plain + " nor " + compressed);
            }
            try (InputStream stream = new GZIPInputStream(Files.newInputStream(compressed))) {
                return stream.readAllBytes();
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnreadableVectorException(name + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** {@return the text of a file, which must be UTF-8} */
    String text(String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new UnreadableVectorException(name + " is not UTF-8", malformed);
        }
    }

    /** {@return the lines of a file; only a line feed ends one} */
    List<String> lines(String name) {
        List<String> lines = new ArrayList<>(List.of(text(name).split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
