package org.weightwatcher.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: what is in the folder afterwards.
class AtomicFileTest {
  @TempDir Path folder;

  private List<String> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesUtf8() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, out -> out.write("é☃\n"));
    assertThat(Files.readString(file)).isEqualTo("é☃\n");
    assertThat(content()).containsExactly("a.txt");
  }

  @Test
  void replaces() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old and longer");
    AtomicFile.write(
        file,
        out -> {
          out.write("new");
          out.flush();
          assertThat(Files.readString(file)).isEqualTo("old and longer");
        });
    assertThat(Files.readString(file)).isEqualTo("new");
    assertThat(content()).containsExactly("a.txt");
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("a.txt");
    assertThatIOException()
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write("half");
                  throw new IOException("no space");
                }))
        .withMessage("no space");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write("half");
                  out.flush();
                  throw new IllegalStateException("defect");
                }));
    assertThat(content()).isEmpty();
  }

  @Test
  void aFailureKeepsTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertThatIOException()
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IOException("no");
                }));
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(content()).containsExactly("a.txt");
  }

  @Test
  void aFolderInTheWay() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.createDirectories(file.resolve("inside"));
    assertThatIOException().isThrownBy(() -> AtomicFile.write(file, out -> out.write("x")));
    assertThat(content()).containsExactly("a.txt");
  }

  @Test
  void theFolderMustExist() {
    assertThatIOException()
        .isThrownBy(
            () -> AtomicFile.write(folder.resolve("none").resolve("a.txt"), out -> out.write("x")));
  }
}
