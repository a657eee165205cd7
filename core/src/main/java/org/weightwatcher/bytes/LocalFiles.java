package org.weightwatcher.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.error.Printable;

/// Memory-mapped files of this machine, each mapped once.
public final class LocalFiles implements ByteSources {
  private final Map<String, MappedFile> open = new HashMap<>();

  @Override
  public synchronized ByteSource open(String name) {
    MappedFile known = open.get(name);
    if (known != null) {
      return known;
    }
    MappedFile mapped = map(name);
    open.put(name, mapped);
    return mapped;
  }

  private static MappedFile map(String name) {
    try {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw notFound(name, "no such file", null);
      }
      // A FIFO would block and a device has no end: only regular files are opened.
      if (!Files.isRegularFile(path)) {
        throw notFound(name, "not a regular file", null);
      }
      return MappedFile.open(path, name);
    } catch (IOException | InvalidPathException e) {
      throw notFound(name, "cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private static ModelFormatException notFound(String name, String why, @Nullable Exception cause) {
    return new ModelFormatException(
        ErrorCode.E_NOT_FOUND,
        Printable.brief(name) + ": " + why,
        "",
        "checking the path and its permissions",
        cause);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(MappedFile::close);
    open.clear();
  }
}
