package dev.optireactor.reactor.datafile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are there whole or not at all. Blocks. */
final class AtomicFile {

    private AtomicFile() {}

    static byte[] read(Path path, long maxBytes) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16L);
            byte[] content = file.readNBytes(most);
            if (file.read() >= 0) {
                throw new SavedDatafile.Unusable("it is larger than " + most + " bytes");
            }
            return content;
        }
    }

    /** Replaces the file. A crash at any moment leaves the old one or the new one; only the owner may read it. */
    static void write(Path path, byte[]... parts) throws IOException {
        Path target = path.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null) {
            throw new FileSystemException(path.toString(), null, "it is a root");
        }
        Path temporary = Files.createTempFile(directory, ".datafile", ".tmp", ownerOnly(directory));
        try {
            writeThrough(temporary, parts);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        makeDurable(directory);
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void writeThrough(Path temporary, byte[]... parts) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            for (byte[] part : parts) {
                ByteBuffer rest = ByteBuffer.wrap(part);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            channel.force(true);
        }
    }

    private static void makeDurable(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notSupported) {
            // Some systems cannot open a directory; there the new name may be lost in a crash, and the old file stays.
        }
    }
}
