package org.weightwatcher.format.pickle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;
import org.weightwatcher.format.Limits;

/// The bytes of one pickle or of several in a row, read forward only and in small steps, so that a
/// compressed pickle is inflated only as far as it is understood. Not safe for use by several
/// threads.
public final class PickleInput {
  private static final int BUFFER = 1 << 13;

  private final String name;
  private final String part;
  private final InputStream stream;
  private final long length;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private int next;
  private long consumed;

  /// @param name the file, for messages
  /// @param part where in the file, for messages: `entry archive/data.pkl`; empty for the file
  ///   itself
  /// @param stream the bytes; not closed here
  /// @param length number of bytes that it has
  public PickleInput(String name, String part, InputStream stream, long length) {
    this.name = name;
    this.part = part;
    this.stream = stream;
    this.length = length;
  }

  /// @return offset of the next byte
  public long position() {
    return consumed - (filled - next);
  }

  /// @return bytes that follow
  public long left() {
    return length - position();
  }

  /// @return the next byte, unsigned; -1 at the end
  int next() {
    if (next == filled && !fill()) {
      return -1;
    }
    return Byte.toUnsignedInt(buffer[next++]);
  }

  int u8(long at) {
    require(1, at);
    return next();
  }

  /// @param count number of bytes, in `[1, 8]`
  /// @param at offset for the error
  /// @return the number that follows
  /// @throws ModelFormatException E_TRUNCATED when there are fewer bytes
  public long littleEndian(int count, long at) {
    require(count, at);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  int i32(long at) {
    return (int) littleEndian(4, at);
  }

  /// @param count from the file, as unsigned
  /// @param what for the limit's message
  byte[] bytes(long count, int limit, String what, long at) {
    require(count, at);
    if (count > limit) {
      throw exceeded(what, count, limit, at);
    }
    byte[] result = new byte[(int) count];
    int done = 0;
    while (done < result.length) {
      if (next == filled && !fill()) {
        throw cut(count, done, at);
      }
      int step = Math.min(result.length - done, filled - next);
      System.arraycopy(buffer, next, result, done, step);
      next += step;
      done += step;
    }
    return result;
  }

  /// The bytes up to the next line feed, without it.
  byte[] line(int limit, String what, long at) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = next(); b != '\n'; b = next()) {
      if (b < 0) {
        throw error(ErrorCode.E_TRUNCATED, "pickle ends inside a line", at);
      }
      if (line.size() == limit) {
        throw exceeded(what, limit + 1L, limit, at);
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  private void require(long count, long at) {
    if (count < 0 || count > left()) {
      throw cut(count, left(), at);
    }
  }

  private ModelFormatException cut(long needed, long has, long at) {
    return error(
        ErrorCode.E_TRUNCATED,
        "pickle needs %s bytes but only %d follow".formatted(Long.toUnsignedString(needed), has),
        at);
  }

  private boolean fill() {
    try {
      int count = stream.read(buffer);
      filled = Math.max(0, count);
      next = 0;
      consumed += filled;
      return count > 0;
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND, Printable.brief(name) + ": cannot be read", part, "", e);
    }
  }

  /// Passes over bytes that are no pickle.
  ///
  /// @param count in `[0, left()]`
  public void skip(long count) {
    long buffered = Math.min(count, filled - next);
    next += (int) buffered;
    try {
      stream.skipNBytes(count - buffered);
      consumed += count - buffered;
    } catch (IOException e) {
      throw new ModelFormatException(
          ErrorCode.E_NOT_FOUND, Printable.brief(name) + ": cannot be read", part, "", e);
    }
  }

  /// Reads and drops what follows, so that checks of the stream's end take place.
  public void drain() {
    while (next() >= 0) {
      next = filled;
    }
  }

  /// @param offset in this input
  /// @return part and offset, for the second line of a message
  public String where(long offset) {
    return (part.isEmpty() ? "" : part + ", ") + "byte " + offset;
  }

  ModelFormatException exceeded(String what, long found, long limit, long at) {
    return Limits.exceeded(what, found, limit, Printable.brief(name) + ", " + where(at));
  }

  /// @param code kind of failure
  /// @param what follows the file's name in the message; escaped
  /// @param offset of the operation
  /// @return the error to throw
  public ModelFormatException error(ErrorCode code, String what, long offset) {
    String hint =
        switch (code) {
          case E_MALFORMED, E_TRUNCATED -> "copying or downloading the file again";
          default -> "";
        };
    return new ModelFormatException(code, Printable.brief(name) + ": " + what, where(offset), hint);
  }
}
