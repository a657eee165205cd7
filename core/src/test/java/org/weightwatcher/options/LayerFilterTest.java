package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.error.OptionException;

/// Judge: the grammar of `--layers` as the manual states it, and the list of the reference's
/// quirks.
class LayerFilterTest {
  /// Ids 0 to 5.
  private static final List<LayerFilter.Candidate> LAYERS =
      List.of(
          new LayerFilter.Candidate(0, "embed", "model.embed", "embedding"),
          new LayerFilter.Candidate(1, "q", "model.h.0.q", "dense"),
          new LayerFilter.Candidate(2, "conv", "model.h.0.conv", "conv2d"),
          new LayerFilter.Candidate(3, "q", "model.h.1.q", "dense"),
          new LayerFilter.Candidate(4, "12", "model.12", "dense"),
          new LayerFilter.Candidate(5, "a-b", "a-b", "dense"));

  private static String kept(Compat compat, String... specs) {
    LayerFilter filter = LayerFilter.parse(List.of(specs), compat);
    StringBuilder ids = new StringBuilder();
    LAYERS.stream().filter(filter::keeps).forEach(layer -> ids.append(layer.id()));
    return ids.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 2",
        "1-3 | 123",
        "3-3 | 3",
        "-2 | 01345",
        "-0 | 12345",
        "-1-3 | 045",
        "0, 5 | 05",
        "-0,-5 | 1234",
        "99 | ''",
        "type:dense | 1345",
        "!type:dense | 02",
        "type:dense,0 | 01345",
        "type:none | ''",
        "model.h.0.q | 1",
        "q | 13",
        "model.h.*.q | 13",
        "*.q | 13",
        "*q* | 13",
        "* | 012345",
        "model.h.?.conv | 2",
        "model.h.[01].q | 13",
        "model.h.[1].q | 3",
        "model.[h.0.q | ''",
        "name:12 | 4",
        "12 | ''",
        "!name:12 | 01235",
        "a-b | 5",
        "!a-b | 01234",
        "!*.q,-0 | 245",
        "re:h\\.\\d | 123",
        "re:^a | 5",
        "!re:q$ | 0245",
        "model | ''",
        "MODEL.EMBED | ''",
        "model.embe. | ''"
      })
  void keepsOrDrops(String spec, String expected) {
    assertThat(kept(Compat.OFF, spec)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Compat.class)
  void nothingAskedKeepsAll(Compat compat) {
    assertThat(kept(compat)).isEqualTo("012345");
    assertThat(LayerFilter.parse(List.of(), compat).isAll()).isTrue();
    assertThat(LayerFilter.parse(List.of("1"), compat).isAll()).isFalse();
  }

  @Test
  void repeatedSpecificationsAddUp() {
    assertThat(kept(Compat.OFF, "1", "type:conv2d,5")).isEqualTo("125");
  }

  @Test
  void typeWordsAreKnown() {
    assertThat(LayerFilter.parse(List.of("type:dense,1,type:x"), Compat.OFF).typeWords())
        .containsExactly("dense", "x");
    assertThat(LayerFilter.parse(List.of("dense,1,conv2d"), Compat.REFERENCE).typeWords())
        .containsExactly("conv2d", "dense");
  }

  private static void assertRefused(Compat compat, String spec, String message, String hint) {
    assertThatExceptionOfType(OptionException.class)
        .isThrownBy(() -> LayerFilter.parse(List.of(spec), compat))
        .satisfies(e -> {
          assertThat(e.getMessage()).isEqualTo(message);
          assertThat(e.hint().orElse("")).isEqualTo(hint);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,,2 | --layers: an item is empty | removing the extra comma",
        "5-3 | --layers 5-3: the range must go up | writing 3-5",
        "-5-3 | --layers -5-3: the range must go up | writing 3-5",
        "re:( | --layers re:(: Unclosed group at character 1 | ''",
        "re:a[ | --layers re:a[: Unclosed character class at character 1 | ''",
        "1,-2 | --layers: items that keep (1) and items that drop (-2) cannot be combined |"
            + " only one kind",
        "-2,q | --layers: items that keep (q) and items that drop (-2) cannot be combined |"
            + " only one kind",
        "type:dense,!q | --layers: items that keep (type:dense) and items that drop (!q) cannot be"
            + " combined | only one kind"
      })
  void refusals(String spec, String message, String hint) {
    assertRefused(Compat.OFF, spec, message, hint);
  }

  @Test
  void anEmptySpecificationIsAnEmptyItem() {
    assertRefused(Compat.OFF, "", "--layers: an item is empty", "removing the extra comma");
  }

  /// Rows D12 to D15 of the list of differences.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1",
        "1,3 | 13",
        "-1 | 02345",
        "-1,-3 | 0245",
        "dense | 1345",
        "dense,2 | 2",
        "dense,-1 | 02345",
        "q | 13",
        "2,q | 13",
        "-q | 0245",
        "a-b | 012345",
        "-a-b | 01234",
        "q,-conv | 012345",
        "2,q,-conv | 2",
        "model.h.0.q | ''"
      })
  void theReferencesFilter(String spec, String expected) {
    assertThat(kept(Compat.REFERENCE, spec)).isEqualTo(expected);
  }

  @Test
  void theReferenceRefusesMixedSigns() {
    assertRefused(
        Compat.REFERENCE, "1,-2", "--layers: positive and negative ids cannot be combined", "");
  }
}
