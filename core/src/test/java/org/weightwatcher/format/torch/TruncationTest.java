package org.weightwatcher.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightwatcher.format.torch.Checkpoints.pickle;
import static org.weightwatcher.format.torch.ModulePickle.linear;
import static org.weightwatcher.format.torch.ModulePickle.object;
import static org.weightwatcher.format.torch.ModulePickle.section;
import static org.weightwatcher.format.torch.ModulePickle.weight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.weightwatcher.bytes.ByteSource;
import org.weightwatcher.error.ModelFormatException;
import org.weightwatcher.format.ModelFile;
import org.weightwatcher.format.pickle.PickleBuilder;
import org.weightwatcher.format.zip.MemorySource;
import org.weightwatcher.format.zip.ZipBuilder;

/// Files that are cut or changed anywhere end in a model or in a [ModelFormatException], in nothing
/// else. Judge: that rule.
class TruncationTest {
  private static final int CHANGES = 20_000;

  private static byte[] script() {
    PickleBuilder data =
        object(
            pickle(),
            "__torch__",
            "Net",
            net -> {
              object(
                  net.text("fc"),
                  "__torch__.torch.nn.modules.linear",
                  "Linear",
                  fc -> weight(fc, "weight").text("training").raw("\u0088"));
              return net.text("n").raw("K\1");
            });
    return new ZipBuilder()
        .stored("a/data/0", new byte[24])
        .stored("a/data.pkl", data.stop())
        .stored("a/code/x.py", "pass")
        .stored("a/constants.pkl", pickle().raw(")").stop())
        .stored("a/version", "3")
        .build();
  }

  private static byte[] module() {
    PickleBuilder file = new PickleBuilder().proto(2).raw("\u008a\nl\u00fc\u009cF");
    file.raw("\u00f9 j\u00a8P\u0019.").proto(2).raw("M\u00e9\3.");
    file.proto(2).raw("}").text("little_endian").raw("\u0088s.");
    object(
        file.proto(2),
        "my",
        "Net",
        net -> {
          section(net, "_buffers", items -> weight(items, "mean"));
          return section(net, "_modules", items -> linear(items.text("fc")));
        });
    return file.raw(".")
        .proto(2)
        .raw("](")
        .text("0")
        .raw("e.")
        .little(6, 8)
        .bytes(new int[24])
        .build();
  }

  private static void holds(byte[] whole, Function<ByteSource, ModelFile> reader, int tensors) {
    assertThat(reader.apply(MemorySource.of(whole)).tensors()).hasSize(tensors);
    List<Integer> complete = new ArrayList<>();
    for (int length = 0; length < whole.length; length++) {
      try {
        var _ = reader.apply(MemorySource.of(Arrays.copyOf(whole, length)));
        complete.add(length);
      } catch (ModelFormatException expected) {
        assertThat(expected.describe()).isNotBlank();
      }
    }
    assertThat(complete).as("lengths at which a cut file is complete").isEmpty();
    Random random = new Random(19);
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      try {
        var _ = reader.apply(MemorySource.of(changed));
      } catch (ModelFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(CHANGES / 10, CHANGES);
  }

  @Test
  void cutOrChangedScript() {
    holds(script(), source -> TorchReader.openZip("m.pt", "m.pt", source), 1);
  }

  @Test
  void cutOrChangedModule() {
    holds(module(), source -> TorchReader.openLegacy("m.pt", "m.pt", source), 2);
  }
}
