package dev.optireactor.reactor.datafile;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The format of a saved datafile: one line of ASCII, then the datafile as it was received. The line is {@code
 * optireactor-datafile 1 FROM SUM}, where FROM is the SHA-256 of the address it was fetched from, which is not shown
 * because it holds the SDK key, and SUM is the SHA-256 of the datafile.
 */
final class SavedDatafile {

    static final int LONGEST_HEADER = 256;

    private static final String MAGIC = "optireactor-datafile";
    private static final String VERSION = "1";
    private static final int FIELDS = 4;

    /** The file is not one that may be used. */
    static final class Unusable extends IOException {

        private static final long serialVersionUID = 1L;

        private final String defect;

        Unusable(String defect) {
            super(defect);
            this.defect = defect;
        }

        String defect() {
            return defect;
        }
    }

    private final String from;

    SavedDatafile(URI address) {
        this.from = sha256(address.toString().getBytes(StandardCharsets.UTF_8));
    }

    byte[] header(byte[] datafile) {
        return (String.join(" ", MAGIC, VERSION, from, sha256(datafile)) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] datafile(byte[] file) throws Unusable {
        int end = endOfHeader(file);
        String[] fields = new String(file, 0, end, StandardCharsets.US_ASCII).split(" ", -1);
        require(fields[0].equals(MAGIC), "it is not a saved datafile");
        require(fields.length == FIELDS && fields[1].equals(VERSION), "it has another format version");
        require(fields[2].equals(from), "it was fetched from another address");
        byte[] datafile = Arrays.copyOfRange(file, Math.min(end + 1, file.length), file.length);
        require(fields[3].equals(sha256(datafile)), "its checksum is wrong");
        return datafile;
    }

    private static int endOfHeader(byte[] file) {
        int longest = Math.min(file.length, LONGEST_HEADER);
        for (int i = 0; i < longest; i++) {
            if (file[i] == '\n') {
                return i;
            }
        }
        return longest;
    }

    private static void require(boolean holds, String defect) throws Unusable {
        if (!holds) {
            throw new Unusable(defect);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
