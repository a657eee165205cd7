package org.weightwatcher.format;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The digest by which a later run knows that a file still describes the same tensors.
public final class Fingerprint {
  private Fingerprint() {}

  /// @param description the file's own description of its tensors, at most 2 GiB
  /// @return its SHA-256 as 64 lower-case hexadecimal digits
  public static String sha256(MemorySegment description) {
    MessageDigest digest = digest();
    digest.update(description.asByteBuffer());
    return HexFormat.of().formatHex(digest.digest());
  }

  /// @return a fresh SHA-256
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
