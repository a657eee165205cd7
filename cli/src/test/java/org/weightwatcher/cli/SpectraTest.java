package org.weightwatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `esd` and `weights` on matrices whose numbers are known.
class SpectraTest {
  @TempDir private Path folder = Path.of("");

  private String diagonal() {
    double[] singular = DoubleStream.iterate(1, x -> x + 1).limit(12).toArray();
    return new TinyModel()
        .diagonal("d.weight", singular)
        .tensor("c.weight", "[1,2,1,2]", new float[] {1, 2, 3, 4})
        .write(folder.resolve("d.safetensors"));
  }

  @Test
  void esdIsALongTable() {
    CliRunner.Result result = CliRunner.ww("esd", "-l", "d", diagonal());
    List<String> lines = result.out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("layer_id,longname,index,eigenvalue");
    assertThat(lines).hasSize(13);
    for (int i = 1; i <= 12; i++) {
      String[] cells = lines.get(i).split(",", -1);
      assertThat(cells[2]).isEqualTo(Integer.toString(i - 1));
      assertThat(Double.parseDouble(cells[3])).isCloseTo((double) i * i, offset(1e-9));
    }
  }

  /// Judge: the sums of squares of the columns (1, 3) and (2, 4).
  @Test
  void withoutPoolingEverySliceHasItsOwnSpectrum() {
    String[] line = {
      "esd", "-l", "c", "--min-evals", "0", "--no-pool", "--no-conv-norm", diagonal()
    };
    assertThat(CliRunner.ww(line).out().lines())
        .satisfiesExactly(
            head -> assertThat(head).isEqualTo("layer_id,longname,slice_id,index,eigenvalue"),
            first -> assertThat(eigenvalue("0,c,0,0,", first)).isCloseTo(10, offset(1e-12)),
            second -> assertThat(eigenvalue("0,c,1,0,", second)).isCloseTo(20, offset(1e-12)));
    assertThat(CliRunner.ww(line).err()).isEqualTo("slices: 2 of 3 match\n");
    JsonNode rows =
        JsonMapper.builder()
            .build()
            .readTree(
                CliRunner.ww(
                        "esd",
                        "-l",
                        "c",
                        "--min-evals",
                        "0",
                        "--no-pool",
                        "--no-conv-norm",
                        "--format",
                        "json",
                        diagonal())
                    .out());
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(1).get("slice_id").asInt()).isEqualTo(1);
    assertThat(rows.get(1).get("eigenvalue").asDouble()).isCloseTo(20, offset(1e-12));
  }

  private static double eigenvalue(String before, String line) {
    assertThat(line).startsWith(before);
    return Double.parseDouble(line.substring(before.length()));
  }

  /// Judge: 1/lambda of the squares 1, 4, 9 …, ascending.
  @Test
  void inverseEigenvaluesAreThoseOfTheInverse() {
    List<String> lines =
        CliRunner.ww("esd", "-l", "d", "--inverse", diagonal()).out().lines().skip(1).toList();
    assertThat(lines).hasSize(12);
    for (int i = 0; i < 12; i++) {
      double singular = 12 - i;
      assertThat(Double.parseDouble(lines.get(i).split(",", -1)[3]))
          .isCloseTo(1 / (singular * singular), offset(1e-9));
    }
  }

  @Test
  void esdAsJsonSaysTheSame() {
    JsonNode rows =
        JsonMapper.builder()
            .build()
            .readTree(CliRunner.ww("esd", "-l", "d", "--format", "json", diagonal()).out());
    assertThat(rows.size()).isEqualTo(12);
    assertThat(rows.get(2).get("longname").asString()).isEqualTo("d");
    assertThat(rows.get(2).get("index").asInt()).isEqualTo(2);
  }

  @Test
  void histogramHoldsEveryEigenvalue() {
    List<String> lines =
        CliRunner.ww("esd", "-l", "d", "--histogram", "log:4", diagonal()).out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("layer_id,longname,bin,low,high,count");
    assertThat(lines.stream().skip(1).mapToInt(l -> Integer.parseInt(l.split(",", -1)[5])).sum())
        .isEqualTo(12);
  }

  @Test
  void npyHoldsOneLayer() throws IOException {
    Path file = folder.resolve("e.npy");
    assertThat(CliRunner.ww("esd", "-l", "d", "-o", file.toString(), diagonal()).code()).isZero();
    assertThat(Files.size(file)).isEqualTo(128 + 12 * 8);
    CliRunner.Result two =
        CliRunner.ww("esd", "--min-evals", "0", "-o", file.toString(), diagonal());
    assertThat(two.code()).isEqualTo(2);
    assertThat(two.err()).contains("a .npy file holds one layer but 2 match");
  }

  @Test
  void weightsAreWrittenAsStored() throws IOException {
    Path out = folder.resolve("w");
    CliRunner.Result result = CliRunner.ww("weights", "-o", out.toString(), diagonal());
    assertThat(result.err()).contains("wrote 3 files to ");
    assertThat(result.code()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> String.valueOf(f.getFileName())).sorted())
          .containsExactly("c.k0_0.npy", "c.k0_1.npy", "d.npy");
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(out.resolve("d.npy"))).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getFloat(128)).isEqualTo(1f);
    assertThat(bytes.getFloat(128 + 4 * 13)).isEqualTo(2f);
  }

  @Test
  void weightsAsCsv() throws IOException {
    Path file = folder.resolve("d.csv");
    CliRunner.ww("weights", "-l", "d", "-o", file.toString(), diagonal());
    assertThat(Files.readAllLines(file)).hasSize(12).first().asString().startsWith("1.0,0.0,");
    CliRunner.Result many = CliRunner.ww("weights", "-o", file.toString(), diagonal());
    assertThat(many.code()).isEqualTo(2);
    assertThat(many.err()).contains("holds one matrix but there are 3");
  }
}
