package org.weightwatcher.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightwatcher.error.OptionException;

/// Judge: the table of options and the list of conflicts in the specification.
class FitSettingsTest {
  private static void refused(String message, UnaryOperator<AnalyzeOptionsBuilder> options) {
    assertThatThrownBy(() -> options.apply(AnalyzeOptions.builder()).build())
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  private static FitSettings built(UnaryOperator<AnalyzeOptionsBuilder> options) {
    return options.apply(AnalyzeOptions.builder()).build().fit();
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    FitSettings fit = AnalyzeOptions.defaults().fit();
    assertThat(fit).isEqualTo(FitSettings.defaults());
    assertThat(fit.kind()).isEqualTo(FitKind.PL);
    assertThat(fit.plPackage()).isEqualTo(PlPackage.WW);
    assertThat(fit.xmax()).isEqualTo(new Xmax.None());
    assertThat(fit.fixFingers()).isEqualTo(FixFingers.NONE);
    assertThat(fit.fingers().maxFingers()).isEqualTo(10);
    assertThat(fit.fingers().fingerThresh()).isEqualTo(1.0);
    assertThat(fit.fingers().xminMax()).isEmpty();
    assertThat(fit.fingers().givenMaxFingers()).isNull();
    assertThat(fit.fingers().givenFingerThresh()).isNull();
  }

  @Test
  void givenValuesAreKept() {
    FitSettings clip =
        built(b -> b.fixFingers(FixFingers.CLIP_XMAX).maxFingers(10).fingerThresh(0.5));
    assertThat(clip.fingers().givenMaxFingers()).isEqualTo(10);
    assertThat(clip.fingers().fingerThresh()).isEqualTo(0.5);
    FitSettings peak = built(b -> b.fixFingers(FixFingers.XMIN_PEAK).xminMax(OptionalDouble.of(2)));
    assertThat(peak.fingers().xminMax()).hasValue(2);
    FitSettings unset =
        built(b ->
            b.fixFingers(FixFingers.XMIN_PEAK)
                .xminMax(OptionalDouble.of(2))
                .xminMax(OptionalDouble.empty()));
    assertThat(unset.fingers().xminMax()).isEmpty();
  }

  @Test
  void wordsAreThoseOfTheCommand() {
    assertThat(FitKind.values()).extracting(FitKind::word).containsExactly("pl", "tpl", "e-tpl");
    assertThat(FixFingers.values())
        .extracting(FixFingers::word)
        .containsExactly("none", "xmin-peak", "clip-xmax");
    assertThat(PlPackage.values()).extracting(PlPackage::word).containsExactly("ww", "powerlaw");
    assertThat(FitKind.values()).extracting(FitKind::truncated).containsExactly(false, true, true);
  }

  @Test
  void numbersOfARuleNeedTheRule() {
    refused("--xmin-max 0.5 needs --fix-fingers xmin-peak", b -> b.xminMax(OptionalDouble.of(0.5)));
    refused(
        "--xmin-max 0.5 needs --fix-fingers xmin-peak",
        b -> b.xminMax(OptionalDouble.of(0.5)).fixFingers(FixFingers.CLIP_XMAX));
    refused("--max-fingers 10 needs --fix-fingers clip-xmax", b -> b.maxFingers(10));
    refused(
        "--max-fingers 10 needs --fix-fingers clip-xmax",
        b -> b.maxFingers(10).fixFingers(FixFingers.XMIN_PEAK));
    refused("--finger-thresh 1.0 needs --fix-fingers clip-xmax", b -> b.fingerThresh(1));
    refused(
        "--finger-thresh 1.0 needs --fix-fingers clip-xmax",
        b -> b.fingerThresh(1).fit(FitKind.E_TPL));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refused("--max-fingers must be >= 1 but was 0", b -> b.maxFingers(0));
    refused("--finger-thresh must be a finite number but was NaN", b -> b.fingerThresh(Double.NaN));
    refused("--xmin-max must be a number > 0 but was -1.0", b -> b.xminMax(OptionalDouble.of(-1)));
    refused(
        "--xmin-max must be a number > 0 but was Infinity",
        b -> b.xminMax(OptionalDouble.of(Double.POSITIVE_INFINITY)));
  }

  @Test
  void contradictionsNameBothOptions() {
    Xmax three = new Xmax.DropLargest(3);
    refused(
        "--fix-fingers clip-xmax cannot be combined with --xmax 3",
        b -> b.xmax(three).fixFingers(FixFingers.CLIP_XMAX));
    refused(
        "--fix-fingers xmin-peak cannot be combined with --xmax 3",
        b -> b.xmax(three).fixFingers(FixFingers.XMIN_PEAK));
    refused("--fit e-tpl cannot be combined with --xmax 3", b -> b.xmax(three).fit(FitKind.E_TPL));
    refused(
        "--fit e-tpl cannot be combined with --fix-fingers clip-xmax",
        b -> b.fit(FitKind.E_TPL).fixFingers(FixFingers.CLIP_XMAX));
    refused("--xmax force needs --pl-package powerlaw", b -> b.xmax(new Xmax.Force()));
    refused(
        "--xmax force needs --pl-package powerlaw", b -> b.xmax(new Xmax.Force()).fit(FitKind.TPL));
    refused(
        "--xmax force needs --pl-package powerlaw",
        b -> b.xmax(new Xmax.Force()).compat(Compat.REFERENCE));
  }

  @Test
  void truncatedFitsNeedThePackageWithTheReferencesRulesOnly() {
    refused(
        "--fit tpl with --compat reference needs --pl-package powerlaw",
        b -> b.fit(FitKind.TPL).compat(Compat.REFERENCE));
    refused(
        "--fit e-tpl with --compat reference needs --pl-package powerlaw",
        b -> b.fit(FitKind.E_TPL).compat(Compat.REFERENCE_FLOAT64));
    for (PlPackage conventions : PlPackage.values()) {
      FitSettings fit = built(b -> b.fit(FitKind.TPL).plPackage(conventions));
      assertThat(fit.kind()).isEqualTo(FitKind.TPL);
    }
  }

  @Test
  void endToEndOfTheTableIsAllowed() {
    assertThat(built(b -> b.xmax(new Xmax.Force()).plPackage(PlPackage.POWERLAW)).xmax())
        .isEqualTo(new Xmax.Force());
    FitSettings peak = built(b -> b.fit(FitKind.E_TPL).xminMax(OptionalDouble.of(1)));
    assertThat(peak.fixFingers()).isEqualTo(FixFingers.XMIN_PEAK);
    assertThat(peak.fingers().rule()).isEqualTo(FixFingers.NONE);
    assertThat(built(b -> b.fit(FitKind.E_TPL).fixFingers(FixFingers.XMIN_PEAK)).fixFingers())
        .isEqualTo(FixFingers.XMIN_PEAK);
  }

  @ParameterizedTest
  @EnumSource(FixFingers.class)
  void settingsSurviveSerialisation(FixFingers rule) throws IOException, ClassNotFoundException {
    FitSettings fit = built(b -> b.fixFingers(rule));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(fit);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(fit);
    }
  }
}
