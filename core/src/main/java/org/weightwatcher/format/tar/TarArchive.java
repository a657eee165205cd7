package org.weightwatcher.format.tar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// The regular files of a tar archive, found from its headers. Nothing is extracted; names are
/// texts to look up, links and other kinds of entries are passed over.
///
/// ```text
/// header 512 bytes: name at 0 (100), size at 124 (12, octal), checksum at 148 (8, octal),
///                   kind at 156 (0 or zero byte: a regular file)
/// data              padded to a multiple of 512
/// end               a block of zeros, or the end of the file
/// ```
public final class TarArchive {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM = 8;
  private static final int KIND_AT = 156;
  private static final String AGAIN = "copying or downloading the file again";

  private final ByteSource source;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private TarArchive(ByteSource source) {
    this.source = source;
  }

  /// A file of the archive.
  ///
  /// @param offset first byte of its content in the archive
  /// @param length bytes of its content, all inside the archive
  public record Member(long offset, long length) {}

  /// @param source the archive
  /// @return its directory
  /// @throws ModelFormatException E_MALFORMED when a header is damaged or a name occurs twice,
  ///   E_TRUNCATED when a file ends beyond the archive, E_LIMIT
  public static TarArchive read(ByteSource source) {
    TarArchive archive = new TarArchive(source);
    archive.walk();
    return archive;
  }

  /// @param name name without a leading `./`
  /// @return the file of that name
  public Optional<Member> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  private void walk() {
    long at = 0;
    while (at <= source.length() - BLOCK && !isEnd(at)) {
      long length = size(at);
      long start = at + BLOCK;
      if (length > source.length() - start) {
        throw error(
            ErrorCode.E_TRUNCATED,
            "tar member %s of %d bytes ends beyond the file, which has %d bytes left"
                .formatted(Printable.brief(name(at)), length, source.length() - start),
            at);
      }
      int kind = source.slice(at + KIND_AT, 1).get(ValueLayout.JAVA_BYTE, 0);
      if (kind == '0' || kind == 0) {
        add(name(at), new Member(start, length), at);
      }
      at = start + (length + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  private void add(String name, Member member, long at) {
    if (members.size() == Limits.TENSORS) {
      throw Limits.exceeded(
          "number of tar members",
          members.size() + 1L,
          Limits.TENSORS,
          Printable.brief(source.name()));
    }
    if (members.put(name, member) != null) {
      throw error(
          ErrorCode.E_MALFORMED,
          "tar archive has two members of the name " + Printable.brief(name),
          at);
    }
  }

  private boolean isEnd(long at) {
    MemorySegment block = source.slice(at, BLOCK);
    return block.mismatch(MemorySegment.ofArray(new byte[BLOCK])) < 0;
  }

  private long size(long at) {
    OptionalLong size = octal(at + SIZE_AT, SIZE);
    OptionalLong checksum = octal(at + CHECKSUM_AT, CHECKSUM);
    if (size.isEmpty() || checksum.isEmpty() || checksum.getAsLong() != sum(at)) {
      throw error(ErrorCode.E_MALFORMED, "tar header is damaged", at);
    }
    return size.getAsLong();
  }

  /// The sum of the header's bytes, those of the checksum itself taken as blanks.
  private long sum(long at) {
    MemorySegment header = source.slice(at, BLOCK);
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM;
      sum += own ? ' ' : Byte.toUnsignedInt(header.get(ValueLayout.JAVA_BYTE, i));
    }
    return sum;
  }

  private String name(long at) {
    String name = text(at, NAME).split("\0", 2)[0];
    return name.startsWith("./") ? name.substring(2) : name;
  }

  private OptionalLong octal(long at, int length) {
    String digits = text(at, length).replace('\0', ' ').strip();
    return digits.matches("[0-7]{1,12}")
        ? OptionalLong.of(Long.parseLong(digits, 8))
        : OptionalLong.empty();
  }

  private String text(long at, int length) {
    byte[] bytes = source.slice(at, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private ModelFormatException error(ErrorCode code, String what, long at) {
    return new ModelFormatException(
        code, Printable.brief(source.name()) + ": " + what, "byte " + at, AGAIN);
  }
}
