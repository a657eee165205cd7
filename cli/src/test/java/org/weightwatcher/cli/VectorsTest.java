package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `vectors` on a diagonal matrix, whose eigenvectors have one entry: every ratio is 1.
class VectorsTest {
  private static final String HEADER =
      "layer_id,longname,index,eigenvalue,vec_entropy,loc_ratio,part_ratio,ipr";

  @TempDir private Path folder = Path.of("");

  private String diagonal() {
    double[] singular = DoubleStream.iterate(1, x -> x + 1).limit(12).toArray();
    return new TinyModel().diagonal("d.weight", singular).write(folder.resolve("d.safetensors"));
  }

  private static void check(List<String> lines) {
    assertThat(lines.getFirst()).isEqualTo(HEADER);
    assertThat(lines).hasSize(13);
    for (int i = 1; i <= 12; i++) {
      String[] cells = lines.get(i).split(",", -1);
      assertThat(cells[1]).isEqualTo("d");
      assertThat(cells[2]).isEqualTo(Integer.toString(i - 1));
      assertThat(Double.parseDouble(cells[3])).isCloseTo((double) i * i, offset(1e-9));
      for (int k = 5; k < 8; k++) {
        assertThat(Double.parseDouble(cells[k])).isCloseTo(1, offset(1e-9));
      }
    }
  }

  @Test
  void aRowForEachEigenvector() {
    CliRunner.Result result = CliRunner.ww("vectors", diagonal());
    assertThat(result.code()).isZero();
    check(result.out().lines().toList());
  }

  @Test
  void files() throws Exception {
    Path csv = folder.resolve("vectors.csv");
    CliRunner.Result result = CliRunner.ww("vectors", "-o", csv.toString(), diagonal());
    assertThat(result.err()).isEqualTo("wrote " + csv + "\n");
    assertThat(result.out()).isEmpty();
    check(Files.readAllLines(csv));
    Path json = folder.resolve("vectors.json");
    CliRunner.ww("vectors", "-o", json.toString(), diagonal());
    JsonNode rows = JsonMapper.builder().build().readTree(json);
    assertThat(rows.size()).isEqualTo(12);
    assertThat(rows.get(2).get("eigenvalue").asDouble()).isCloseTo(9, offset(1e-9));
    assertThat(rows.get(2).get("ipr").asDouble()).isCloseTo(1, offset(1e-9));
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    String model =
        new TinyModel()
            .tensor("bad.weight", "[2,2]", new float[] {1, Float.NaN, 2, 3})
            .write(folder.resolve("bad.safetensors"));
    CliRunner.Result result = CliRunner.ww("vectors", "--min-evals", "0", model);
    assertThat(result.out()).isEqualTo(HEADER + "\n");
    assertThat(result.err()).isEqualTo("warning: bad skipped: the Gram matrix is not finite\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void refusals() {
    assertThat(CliRunner.ww("vectors", "-o", "x.npy", diagonal()).err())
        .isEqualTo(
            """
            error: --output x.npy: no format has this extension
              try a name ending in .csv or .json
            """);
    assertThat(CliRunner.ww("vectors", "--format", "npy", diagonal()).err())
        .isEqualTo("error: --format must be csv or json but was 'npy'\n");
    assertThat(CliRunner.ww("vectors", "--format", "csv", "-o", "x.csv", diagonal()).err())
        .isEqualTo("error: --format is about stdout and cannot be combined with --output x.csv\n");
  }
}
