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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(description.asByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
