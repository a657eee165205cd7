package org.weightwatcher.linalg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Extracted library files in a folder that only this user can write.
///
/// Several threads and processes may install at once: each writes a temporary file of its own and
/// renames it, so a reader sees a whole file or none. Beside each file stands a marker with its
/// size and SHA-256, written last. A file is used again without being read when its size is that of
/// the marker and its time is the fixed one that this class sets; anything else is extracted anew.
///
/// @param base the folder that holds one folder for each bundle
record NativeCache(Path base) {
  /// Any write changes the time of a file, so this one says: as extracted.
  private static final FileTime AS_EXTRACTED = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  /// Makes every file of a bundle present.
  ///
  /// @return absolute paths in loading order
  List<Path> install(NativeBundle bundle) throws IOException {
    Files.createDirectories(base.toAbsolutePath().getParent());
    makePrivate(base);
    Path folder = base.resolve(bundle.name());
    makePrivate(folder);
    List<Path> files = new ArrayList<>();
    for (NativeBundle.Entry entry : bundle.entries()) {
      Path file = folder.resolve(entry.file()).toAbsolutePath();
      if (!isIntact(file, entry)) {
        extract(entry, file);
      }
      files.add(file);
    }
    return files;
  }

  /// A folder that another user owns or can write may hold that user's code: it is refused.
  private static void makePrivate(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException exists) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is not a folder", exists);
      }
    }
    if (posix) {
      Path probe = Files.createTempFile(folder, "owner", ".tmp");
      boolean own = Files.getOwner(probe).equals(Files.getOwner(folder));
      Files.delete(probe);
      if (!own) {
        throw new IOException(folder + " belongs to another user");
      }
      Files.setPosixFilePermissions(folder, PRIVATE);
    }
  }

  private static boolean isIntact(Path file, NativeBundle.Entry entry) throws IOException {
    Path marker = marker(file);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(marker)) {
      return false;
    }
    return Files.size(file) == entry.size()
        && Files.getLastModifiedTime(file).equals(AS_EXTRACTED)
        && Files.readString(marker).startsWith(entry.size() + " ");
  }

  private static void extract(NativeBundle.Entry entry, Path file) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), "extract", ".tmp");
    try {
      MessageDigest digest = sha256();
      try (InputStream in = new DigestInputStream(entry.open(), digest);
          OutputStream out = Files.newOutputStream(temporary)) {
        in.transferTo(out);
      }
      byte[] hash = digest.digest();
      if (Files.size(temporary) != entry.size()
          || !MessageDigest.isEqual(hash, hashOf(temporary))) {
        throw new IOException("%s was not written as it was read".formatted(file));
      }
      Files.setLastModifiedTime(temporary, AS_EXTRACTED);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      mark(file, entry.size() + " " + HexFormat.of().formatHex(hash) + "\n");
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void mark(Path file, String content) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), "marker", ".tmp");
    try {
      Files.writeString(temporary, content);
      Files.move(temporary, marker(file), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  static Path marker(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  private static byte[] hashOf(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
