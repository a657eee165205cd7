package org.weightwatcher.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judge: the files that are there.
class GlobsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void globsAreSortedByCodePoint() throws IOException {
    for (String name : List.of("b.pt", "a10.pt", "a2.pt", "B.pt", "x.bin")) {
      Files.createFile(folder.resolve(name));
    }
    String base = folder.toString() + "/";
    assertThat(Globs.expand(base + "*.pt"))
        .containsExactly(base + "B.pt", base + "a10.pt", base + "a2.pt", base + "b.pt");
    assertThat(Globs.expand(base + "a?.pt")).containsExactly(base + "a2.pt");
    assertThat(Globs.expand(base + "[ab].pt")).containsExactly(base + "b.pt");
    assertThat(Globs.expand(base + "none.pt")).containsExactly(base + "none.pt");
    assertThatThrownBy(() -> Globs.expand(base + "*.zip"))
        .hasMessage(base + "*.zip: nothing matches");
  }

  @Test
  void aFileWhoseNameLooksLikeAGlobIsItself() throws IOException {
    Files.createFile(folder.resolve("a[1].pt"));
    String name = folder.resolve("a[1].pt").toString();
    assertThat(Globs.expand(name)).containsExactly(name);
  }
}
