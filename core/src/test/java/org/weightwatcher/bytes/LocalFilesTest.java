package org.weightwatcher.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightwatcher.error.ErrorCode;
import org.weightwatcher.error.ModelFormatException;

/// Judge: the bytes that the test wrote.
class LocalFilesTest {
  @TempDir private Path folder;

  private String write(int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("f"), content).toString();
  }

  @Test
  void slicesHoldTheBytesOfTheFileAndCannotBeWritten() throws IOException {
    try (LocalFiles files = new LocalFiles()) {
      ByteSource source = files.open(write(1, 2, 3, 4));
      assertThat(source.length()).isEqualTo(4);
      assertThat(source.slice(1, 2).toArray(ValueLayout.JAVA_BYTE)).containsExactly(2, 3);
      assertThat(source.slice(4, 0).byteSize()).isZero();
      assertThat(source.slice(0, 4).isReadOnly()).isTrue();
    }
  }

  @Test
  void aFileIsMappedOnceAndClosedTwiceWithoutHarm() throws IOException {
    LocalFiles files = new LocalFiles();
    String name = write(1);
    assertThat(files.open(name)).isSameAs(files.open(name));
    files.close();
    files.close();
  }

  @Test
  void anEmptyFileHasNoBytes() throws IOException {
    try (LocalFiles files = new LocalFiles()) {
      ByteSource source = files.open(write());
      assertThat(source.length()).isZero();
      assertThat(source.slice(0, 0).byteSize()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2, 2 bytes at offset 3",
    "5, 0, 0 bytes at offset 5",
    "-1, 1, 1 bytes at offset 18446744073709551615",
    "0, -1, 18446744073709551615 bytes at offset 0",
    "9223372036854775807, 1, 1 bytes at offset 9223372036854775807",
    "1, 9223372036854775807, 9223372036854775807 bytes at offset 1"
  })
  void aRangeBeyondTheEndIsRefused(long offset, long length, String what) throws IOException {
    try (LocalFiles files = new LocalFiles()) {
      String name = write(1, 2, 3, 4);
      ByteSource source = files.open(name);
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> source.slice(offset, length))
          .withMessage(name + " is cut short: needs " + what + ", the file has 4")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.E_TRUNCATED));
    }
  }

  @Test
  void aFileThatShrankIsRefused() throws IOException {
    try (LocalFiles files = new LocalFiles()) {
      String name = write(1, 2, 3, 4);
      ByteSource source = files.open(name);
      try (RandomAccessFile file = new RandomAccessFile(name, "rw")) {
        file.setLength(1);
      }
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> source.slice(0, 4))
          .withMessage(name + " is cut short: needs 4 bytes at offset 0, the file has 1");
    }
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    try (LocalFiles files = new LocalFiles()) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> files.open(folder + "/none"))
          .withMessage(folder + "/none: no such file")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.E_NOT_FOUND));
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> files.open(folder.toString()))
          .withMessage(folder + ": not a regular file");
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> files.open("a\0b"))
          .withMessage("a\\u0000b: cannot be read: InvalidPathException");
    }
  }
}
