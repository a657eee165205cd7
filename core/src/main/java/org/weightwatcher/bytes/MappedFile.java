package org.weightwatcher.bytes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// A file of this machine, mapped read-only as a whole.
///
/// A mapped page that lies beyond the end of a file that shrank raises an `InternalError` in the
/// JVM, so every slice first compares the file's size with the one at opening.
final class MappedFile implements ByteSource {
  private final Path path;
  private final String name;
  private final MemorySegment bytes;
  private final Arena arena;

  private MappedFile(Path path, String name, MemorySegment bytes, Arena arena) {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
    this.arena = arena;
  }

  static MappedFile open(Path path, String name) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      MemorySegment bytes =
          size == 0
              ? MemorySegment.NULL
              : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      return new MappedFile(path, name, bytes, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return bytes.byteSize();
  }

  @Override
  public MemorySegment slice(long offset, long length) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw truncated(offset, length, length());
    }
    long now = sizeNow();
    if (now < length()) {
      throw truncated(offset, length, now);
    }
    return bytes.asSlice(offset, length);
  }

  private long sizeNow() {
    try {
      return Files.size(path);
    } catch (IOException gone) {
      return 0;
    }
  }

  private ModelFormatException truncated(long offset, long needed, long has) {
    return new ModelFormatException(
        ErrorCode.E_TRUNCATED,
        "%s is cut short: needs %s bytes at offset %s, the file has %d"
            .formatted(
                Printable.brief(name),
                Long.toUnsignedString(needed),
                Long.toUnsignedString(offset),
                has),
        "",
        "copying or downloading the file again");
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
